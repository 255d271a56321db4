import Glibc
import LocalAWS
import NIOCore

/// A failure that a person can do something about: one sentence, and a non-zero exit.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Says in one sentence why an address can't be listened on.
func explainingListenErrors<Result: Sendable>(
    on configuration: EmulatorConfiguration,
    _ body: () async throws -> Result
) async throws -> Result {
    do {
        return try await body()
    } catch let error as IOError {
        throw Failure(listenSentence(configuration, errnoCode: error.errnoCode))
    } catch is SocketAddressError.UnknownHost {
        throw Failure(
            "Can't listen on \(configuration.host): there is no such host. Choose another with --host."
        )
    }
}

private func listenSentence(_ configuration: EmulatorConfiguration, errnoCode: CInt) -> String {
    let address = "\(configuration.host):\(configuration.port)"
    switch errnoCode {
    case EADDRINUSE:
        return
            "Can't listen on \(address): another program has this port. Choose another with --port, or --port 0 "
            + "for a free one."
    case EACCES:
        return "Can't listen on \(address): ports below 1024 are for root. Choose another with --port."
    case EADDRNOTAVAIL:
        return "Can't listen on \(address): this machine has no such address. Choose another with --host."
    default:
        return "Can't listen on \(address): \(unsafe String(cString: strerror(errnoCode)))."
    }
}
