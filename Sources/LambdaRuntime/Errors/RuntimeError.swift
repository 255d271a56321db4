package import CurlHTTP

/// Why the runtime can't go on. Whoever catches one exits with a non-zero status.
package enum RuntimeError: ReportableError, CustomStringConvertible {
    /// The process isn't told where the Runtime API is.
    case setting(InvalidSetting)
    /// The function couldn't be made. Lambda was told, unless there is a refusal.
    case initialization(ErrorReport, refusal: String?)
    /// The Runtime API gave no answer.
    case unreachable(TransportError)
    /// The Runtime API gave an answer after which nothing can follow.
    case refused(RuntimeAPIRefusal)
    /// The Runtime API handed out an event without saying what is needed to answer it.
    case malformedInvocation(missing: String)

    package var errorType: String {
        switch self {
        case .setting(let setting): setting.errorType
        case .initialization(let report, _): report.errorType
        case .unreachable: "Runtime.Unreachable"
        case .refused: "Runtime.Refused"
        case .malformedInvocation: "Runtime.MalformedInvocation"
        }
    }

    package var errorMessage: String {
        switch self {
        case .setting(let setting): setting.errorMessage
        case .initialization(let report, let refusal):
            "The function can't be initialised: \(report.errorMessage)"
                + (refusal.map { " Lambda couldn't be told: \($0)." } ?? "")
        case .unreachable(let error): "The Runtime API can't be reached. \(error)."
        case .refused(let refusal): "Nothing can follow after \(refusal)."
        case .malformedInvocation(let name): "The Runtime API sent an event without a usable \(name)."
        }
    }

    /// The same as `errorMessage`.
    package var description: String { errorMessage }
}
