private import Glibc

/// How a function's process ended.
enum ProcessExit: Sendable, Equatable {
    /// It returned this status.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)
    /// It could not be started at all.
    case notStarted(reason: String)

    /// Lambda's error type for a process that ends by itself.
    var errorType: String {
        switch self {
        case .exited, .signaled: "Runtime.ExitError"
        case .notStarted: "Runtime.InvalidEntrypoint"
        }
    }

    /// Lambda's words for it.
    var message: String {
        switch self {
        case .exited(0): "Runtime exited without providing a reason"
        case .exited(let status): "Runtime exited with error: exit status \(status)"
        case .signaled(let signal): "Runtime exited with error: signal: \(name(of: signal))"
        case .notStarted(let reason): reason
        }
    }
}

private func name(of signal: Int32) -> String {
    guard let name = unsafe strsignal(signal) else { return String(signal) }
    return unsafe String(cString: name).lowercased()
}
