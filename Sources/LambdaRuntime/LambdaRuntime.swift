package import CurlHTTP
package import Logging
package import Platform

/// Lambda's custom runtime, in the order in which things happen:
///
/// - `RuntimeSettings` and `RuntimeAPIAddress` read what Lambda tells the process in its environment;
/// - `LambdaLogHandler` writes the log in the format and above the level that the function is configured for;
/// - the function's `LambdaHandler` is made, or `/runtime/init/error` is told why it can't be;
/// - `RuntimeLoop` takes an `Invocation` from the `RuntimeAPI`, has the handler answer it, and repeats;
/// - a handler's error becomes an `ErrorReport`, and the loop goes on;
/// - a `RuntimeError`, a failure of the Runtime API itself, ends all.
package enum LambdaRuntime {
    /// Runs the function for as long as the Runtime API lets it. The caller exits with a non-zero status
    /// when this throws; the reason has been logged then, and reported to Lambda where Lambda listens.
    ///
    /// - Parameters:
    ///   - environment: The variables that Lambda sets.
    ///   - transport: What carries the requests to the Runtime API; the handler may share it.
    ///   - logger: Where the runtime's own lines go, and the handler's with the request ID added.
    ///   - time: How to wait before the Runtime API is asked again.
    ///   - exportTraceID: Makes the trace header known to libraries; called before each invocation, and never
    ///     when invocations run side by side.
    ///   - makeHandler: Makes the function during Lambda's init phase. What it throws is the init error.
    /// - Throws: `RuntimeError`; there is no other way out.
    package static func run(
        environment: Environment,
        transport: HTTPTransport,
        logger: Logger,
        time: TimeSource = .system,
        exportTraceID: @escaping @Sendable (String?) -> Void = setTraceEnvironment,
        makeHandler: () async throws -> some LambdaHandler
    ) async throws(RuntimeError) -> Never {
        do throws(RuntimeError) {
            let address = try RuntimeAPIAddress(environment)
            let api = RuntimeAPI(address: address, transport: transport, time: time, logger: logger)
            let (settings, handler) = try await initialize(api, environment, makeHandler)
            let loop = RuntimeLoop(
                api: api,
                handler: handler,
                logger: logger,
                taskRoot: settings.taskRoot,
                exportTraceID: settings.maxConcurrency == 1 ? exportTraceID : nil
            )
            try await run(loop, times: loopCount(settings, transport, logger))
        } catch {
            logger.critical("The runtime ends: \(error)", error: error)
            throw error
        }
    }

    private static func initialize<Handler: LambdaHandler>(
        _ api: RuntimeAPI,
        _ environment: Environment,
        _ makeHandler: () async throws -> Handler
    ) async throws(RuntimeError) -> (RuntimeSettings, Handler) {
        do {
            return (try RuntimeSettings(environment), try await makeHandler())
        } catch {
            let report = ErrorReport(error, taskRoot: environment[RuntimeSettings.Variable.taskRoot])
            let refusal = await api.reportInitializationError(report)
            throw .initialization(report, refusal: refusal)
        }
    }

    /// As many loops as Lambda allows and there are connections for: each has one request in flight, and must never wait
    /// for another's long poll to free a connection.
    private static func loopCount(
        _ settings: RuntimeSettings,
        _ transport: HTTPTransport,
        _ logger: Logger
    ) -> Int {
        let (wanted, possible) = (settings.maxConcurrency, transport.connectionLimitPerHost)
        if wanted > possible {
            logger.warning(
                """
                \(RuntimeSettings.Variable.maxConcurrency) is \(wanted), and \(possible) invocations run side by side: \
                each takes a connection to the Runtime API, and no more are opened.
                """
            )
        }
        return min(wanted, possible)
    }

    /// So many loops side by side; the first that ends ends all.
    private static func run(
        _ loop: RuntimeLoop<some LambdaHandler>,
        times count: Int
    ) async throws(RuntimeError) -> Never {
        guard count > 1 else { try await loop.run() }
        throw await withTaskGroup(of: RuntimeError.self) { group in
            for _ in 0..<count {
                group.addTask { await loop.ending() }
            }
            guard let first = await group.next() else { return await loop.ending() }
            group.cancelAll()
            return first
        }
    }
}
