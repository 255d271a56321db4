internal import Glibc
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Listens on an address and answers each request with what `respond` makes of it. Built on HummingbirdCore's server
/// alone: there is no middleware to pass.
struct HTTPServer {
    let host: String
    let port: Int
    /// The most that the header fields of a request may have, in bytes.
    var headLimit = HTTP1Channel.Configuration.DecoderConfiguration().maxHeaderListSize
    /// Answers; nil cuts the connection off.
    let respond: @Sendable (Request, SocketAddress?) async -> Response?

    /// How long a call may take that is being answered when the server is to stop.
    private static let maximumShutdown: Duration = .seconds(1)

    /// Runs the server while `body` runs, which is given the port.
    func whileRunning<Result: Sendable>(_ body: (Int) async throws -> Result) async throws -> Result {
        let (ports, announcement) = AsyncStream.makeStream(of: Int.self)
        let services = try serviceGroup { announcement.yield($0) }
        // Not a child task: when ours is cancelled, the server still has to be stopped in order, since NIO ends
        // the process if the loop that accepts connections is cancelled while one is waiting in its queue.
        let running = Task {
            defer { announcement.finish() }
            try await services.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await running.value
            throw CancellationError()
        }
        let result = await Swift.Result { try await body(port) }
        await services.triggerGracefulShutdown()
        // Calls that had to be cut off are nobody's concern any more.
        _ = await running.result
        return try result.get()
    }

    /// Ends a connection with a reset, which a client can't take for an answer.
    private static func cutOff(_ channel: any Channel) async throws {
        if let socket = channel as? any SocketOptionProvider {
            try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.close()
    }

    private func serviceGroup(whenListening: @escaping @Sendable (Int) -> Void) throws -> ServiceGroup {
        let silence = Logger(label: "local-aws.http") { _ in SwiftLogNoOpLogHandler() }
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: headLimit,
            maxHeaderListSize: headLimit
        )
        let builder = HTTPServerBuilder { responder in
            let channel = HTTP1Channel(
                responder: responder,
                configuration: .init(httpDecoderConfiguration: decoder)
            )
            return LoopBoundHTTP1Channel(http: channel)
        }
        let service = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: silence
        ) { [respond] request, writer, channel in
            guard let response = await respond(request, channel.remoteAddress) else {
                try await Self.cutOff(channel)
                throw CancellationError()
            }
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            whenListening(channel.localAddress?.port ?? 0)
        }
        var configuration = ServiceGroupConfiguration(services: [service], logger: silence)
        configuration.maximumGracefulShutdownDuration = Self.maximumShutdown
        return ServiceGroup(configuration: configuration)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
