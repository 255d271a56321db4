/// AWS's refusal of a call: its code, its words, and the request ID that its support asks for.
package struct AWSError: Error, Sendable, Equatable, CustomStringConvertible {
    /// An error code. AWS adds codes any day, so this is an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The code as AWS writes it.
        package let rawValue: String

        /// A code of that spelling.
        package init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// The service's signing name and the action, `ec2:CreateSnapshot`.
    package let operation: String
    /// AWS's code; for an answer without one, the HTTP status as text.
    package let code: Code
    /// AWS's message, shortened when it is very long.
    package let message: String
    /// AWS's request ID, when the answer had one.
    package let requestID: String?
    /// The HTTP status.
    package let status: Int

    /// A refusal with these particulars.
    package init(operation: String, code: Code, message: String, requestID: String?, status: Int) {
        self.operation = operation
        self.code = code
        self.message = message
        self.requestID = requestID
        self.status = status
    }

    /// One sentence for a person.
    package var description: String {
        "\(operation) failed with \(code.rawValue) (HTTP \(status))"
            + (message.isEmpty ? "" : ": \(message)")
            + (requestID.map { " [request ID \($0)]" } ?? "")
    }
}
