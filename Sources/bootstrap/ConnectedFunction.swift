internal import AWSClient
internal import CurlHTTP
internal import LambdaRuntime
internal import Logging
internal import SnapAndTag

/// The function with its connection to EC2 opened ahead: while the first event is still asked for, which during Lambda's
/// init phase costs nobody anything.
///
/// An event that comes before the connection is open waits for it, for a second at most. Connections of its own would
/// not be open sooner, and each would do in full the handshake that they resume so.
struct ConnectedFunction: LambdaHandler {
    private let function: SnapAndTag
    private let opening: Task<Void, Never>

    /// Begins to open the connection, on the transport's thread.
    init(_ function: SnapAndTag, _ caller: ServiceCaller, transport: HTTPTransport, logger: Logger) {
        self.function = function
        opening = Task(executorPreference: transport.executor) {
            do throws(TransportError) {
                try await caller.openConnection()
            } catch {
                logger.debug("No connection to EC2 could be opened ahead: \(error)")
            }
        }
    }

    func handle(_ event: [UInt8], context: InvocationContext) async throws -> [UInt8] {
        await opening.value
        return try await function.handle(event, context: context)
    }
}
