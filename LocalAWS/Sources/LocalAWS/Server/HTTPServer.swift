internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Listens on an address and hands each request to the responder. Built on HummingbirdCore's server alone:
/// there is nothing to route by path, and no middleware to pass.
struct HTTPServer {
    let host: String
    let port: Int
    let responder: EmulatorResponder

    /// Runs the server while `body` runs, which is given the port.
    func whileRunning<Result: Sendable>(_ body: (Int) async throws -> Result) async throws -> Result {
        let (ports, announcement) = AsyncStream.makeStream(of: Int.self)
        let responder = responder
        let service = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "local-aws.http") { _ in SwiftLogNoOpLogHandler() }
        ) { request, writer, channel in
            let response = await responder.respond(to: request, from: channel.remoteAddress)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            announcement.yield(channel.localAddress?.port ?? 0)
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { announcement.finish() }
                try await service.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await group.next()
                throw CancellationError()
            }
            let result = try await body(port)
            group.cancelAll()
            return result
        }
    }
}
