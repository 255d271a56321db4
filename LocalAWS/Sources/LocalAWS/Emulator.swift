public import Logging

/// A local AWS: one process, one port, every service the snapshot function meets, as strict as AWS.
///
/// The way of a request, in the order of the folders:
///
/// 1. `Server/` takes it off the socket and refuses what was not meant for a local server.
/// 2. `Wire/` finds the service it is for, verifies its signature and takes its parameters apart.
/// 3. `Services/` has a folder a service, with a table of actions. An action decodes its parameters, works on
///    the service's state and renders what came out: wire, rules, time.
/// 4. `Cloud/` is that state: one tree of values behind one lock, a clock, a source of identifiers, and an agenda of what is
///    to happen, by which services work on after a call is answered and hand things to each other.
/// 5. `Policies/` says who may do what.
///
/// `Control/` answers below `/_local/`, never among AWS's own addresses.

/// Runs an emulator for as long as `body` runs: it listens before `body` starts and is gone when this
/// returns.
///
/// - Parameter logger: gets one line a call at level `info`.
/// - Throws: what `body` throws, `EmulatorConfiguration.Invalid`, or the reason why the address could not be
///   listened on.
public func withEmulator<Result: Sendable>(
    _ configuration: EmulatorConfiguration,
    logger: Logger,
    _ body: (RunningEmulator) async throws -> Result
) async throws -> Result {
    guard let path = configuration.stateFile else { return try await serve(configuration, logger, body) }
    return try await StateFile(path: path).whileLocked {
        try await serve(configuration, logger, body)
    }
}

private func serve<Result: Sendable>(
    _ configuration: EmulatorConfiguration,
    _ logger: Logger,
    _ body: (RunningEmulator) async throws -> Result
) async throws -> Result {
    let cloud = try Cloud(configuration)
    let keeper = configuration.stateFile.map {
        StateKeeper(cloud: cloud, file: StateFile(path: $0), logger: logger)
    }
    let written = cloud.changes.count
    try keeper?.begin()
    let server = HTTPServer(
        host: configuration.host,
        port: configuration.port,
        respond: EmulatorResponder(cloud: cloud, configuration: configuration, logger: logger).respond(
            to:
            from:
        )
    )
    return try await server.whileRunning { port in
        let emulator = RunningEmulator(host: configuration.host, port: port, cloud: cloud)
        cloud.endpointURL = emulator.url
        return try await keeping(keeper, after: written) {
            try await withDriver(of: cloud) { try await body(emulator) }
        }
    }
}

/// Moves a cloud on while `body` runs.
private func withDriver<Result: Sendable>(
    of cloud: Cloud,
    _ body: () async throws -> Result
) async throws -> Result {
    async let _: Void = CloudDriver(cloud: cloud).run()
    return try await body()
}

/// Keeps a cloud in its file, if it has one, while `body` runs, and in the end.
///
/// - Parameter written: how many changes of it the file has.
private func keeping<Result: Sendable>(
    _ keeper: StateKeeper?,
    after written: Int,
    _ body: () async throws -> Result
) async throws -> Result {
    guard let keeper else { return try await body() }
    defer { keeper.write() }
    async let _: Void = keeper.run(after: written)
    return try await body()
}

/// An emulator that listens.
public struct RunningEmulator: Sendable {
    /// The address it listens on.
    public let host: String
    /// The port it listens on, never 0.
    public let port: Int
    /// The state of everything in it.
    public let cloud: Cloud

    /// What to set `AWS_ENDPOINT_URL` to.
    public var url: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
