package import CurlHTTP

/// Every way in which a call to AWS can fail.
package enum AWSClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// AWS answered no.
    case service(AWSError)
    /// No answer came.
    case transport(operation: String, TransportError)
    /// An answer came that can't be read.
    case response(ResponseError)
    /// There is nothing to sign with.
    case credentials(CredentialsError)
    /// The call itself can't be made: an empty identifier, an endpoint that isn't a URL, a request that can't be
    /// signed.
    case invalidCall(operation: String, reason: String)
    /// The deadline left no time for an attempt, or for another one; the last attempt's failure, if there was one.
    indirect case deadline(operation: String, last: AWSClientError?)

    /// One sentence for a person, without its full stop.
    package var description: String {
        switch self {
        case .service(let error): error.description
        case .transport(let operation, let error): "\(operation): \(error)"
        case .response(let error): error.description
        case .credentials(let error): error.description
        case .invalidCall(let operation, let reason): "\(operation) was not sent: \(reason)"
        case .deadline(let operation, nil): "\(operation) was not sent: the deadline is too near"
        case .deadline(let operation, let last?):
            "\(operation) was not tried again, because the deadline is too near: \(last)"
        }
    }
}

/// An answer that can't be read: what was expected, and how the answer begins.
package struct ResponseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The service's signing name and the action.
    package let operation: String
    /// What is wrong with the answer.
    package let problem: String
    /// The HTTP status.
    package let status: Int
    /// The answer's beginning, made printable.
    package let beginning: String

    /// An error about that answer.
    package init(operation: String, problem: String, status: Int, beginning: String) {
        self.operation = operation
        self.problem = problem
        self.status = status
        self.beginning = beginning
    }

    /// One sentence for a person, or two, without the last full stop.
    package var description: String {
        "\(operation) was answered with HTTP \(status) and something unreadable: \(problem)"
            + (beginning.isEmpty ? "" : ". It begins: \(beginning)")
    }
}
