private import Glibc

/// How a function's process ended.
enum ProcessExit: Sendable, Equatable {
    /// It returned this status.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)
    /// It could not be started at all.
    case notStarted(reason: String)
    /// It was killed, because it took more than it may.
    case overLimit(SandboxLimits.Breach)

    /// Lambda's error type for a process that ends by itself.
    var errorType: String {
        switch self {
        case .exited, .signaled: "Runtime.ExitError"
        case .notStarted: "Runtime.InvalidEntrypoint"
        case .overLimit(.memory): "Runtime.OutOfMemory"
        case .overLimit: "Runtime.ExitError"
        }
    }

    /// Lambda's words for it.
    var message: String {
        switch self {
        case .exited(0): "Runtime exited without providing a reason"
        case .exited(let status): "Runtime exited with error: exit status \(status)"
        case .signaled(let signal): "Runtime exited with error: signal: \(name(of: signal))"
        case .notStarted(let reason): reason
        case .overLimit(let breach):
            "Runtime exited with error: signal: killed"
                + (breach.explanation.map { " (local-aws: \($0))" } ?? "")
        }
    }
}

private func name(of signal: Int32) -> String {
    guard let name = unsafe strsignal(signal) else { return String(signal) }
    return unsafe String(cString: name).lowercased()
}
