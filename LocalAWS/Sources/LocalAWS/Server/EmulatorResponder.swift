internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Answers every request that reaches the emulator, whatever it is; nothing a client sends makes it throw.
struct EmulatorResponder: Sendable {
    let cloud: Cloud
    let configuration: EmulatorConfiguration
    let logger: Logger

    func respond(to request: Request, from peer: SocketAddress?) async -> Response {
        Response(status: .notImplemented)
    }
}
