internal import CurlHTTP
private import HTTPTypes

/// What became of an invocation after its response or error was posted.
enum InvocationFate {
    /// The Runtime API has taken it.
    case accepted
    /// The Runtime API refused it and goes on without: nothing more can be done about this invocation.
    case lost(RuntimeAPIRefusal)

    /// Decides by the status.
    ///
    /// - 400: another invocation's ID, or one that has been answered.
    /// - 410: the deadline passed before the answer (Lambda Managed Instances).
    /// - 413: too large; Lambda has recorded the error by itself.
    ///
    /// Throws for every other failure, 403 (out of step with the protocol) and 500 (the environment is broken)
    /// among them: the process has to end.
    init(_ answer: TransportResponse, endpoint: String) throws(RuntimeError) {
        switch answer.status.code {
        case 200...299: self = .accepted
        case 400, 410, 413: self = .lost(RuntimeAPIRefusal(answer, endpoint: endpoint))
        default: throw .refused(RuntimeAPIRefusal(answer, endpoint: endpoint))
        }
    }
}
