internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// A Runtime API on a free port of 127.0.0.1.
struct RuntimeAPIServer {
    let api: RuntimeAPI

    /// The most that a request's line and header fields may have together, in bytes; X-Ray's cause travels in one.
    private static let headLimit = 1_024 * 1_024

    /// Serves while `body` runs, which is given the port.
    func whileRunning<Result: Sendable>(_ body: (Int) async throws -> Result) async throws -> Result {
        let (ports, announcement) = AsyncStream.makeStream(of: Int.self)
        let service = try makeService { announcement.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { announcement.finish() }
                try await service.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await group.next()
                throw CancellationError()
            }
            defer {
                api.reset(events: nil)
                group.cancelAll()
            }
            return try await body(port)
        }
    }

    private func makeService(
        announce: @escaping @Sendable (Int) -> Void
    ) throws -> any ServiceLifecycle.Service {
        let router = Router(api: api)
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Self.headLimit,
            maxHeaderListSize: Self.headLimit
        )
        return try HTTPServerBuilder.http1(configuration: .init(httpDecoderConfiguration: decoder))
            .buildServer(
                configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                logger: Logger(label: "local-aws.runtime-api") { _ in SwiftLogNoOpLogHandler() }
            ) { request, writer, _ in
                let response = await router.respond(to: request)
                try await writer.write(response: response.head, body: response.body)
            } onServerRunning: { channel in
                announce(channel.localAddress?.port ?? 0)
            }
    }
}
