internal import CurlHTTP
private import HTTPTypes
private import JSON

/// An answer of the Runtime API other than success: which endpoint, which status, and what its body says.
package struct RuntimeAPIRefusal: Sendable, Equatable, CustomStringConvertible {
    /// `next`, `response`, `error` or `init/error`.
    package let endpoint: String
    /// The HTTP status.
    package let status: Int
    /// `InvalidStateTransition`, …; nil when the body isn't the documented JSON.
    package let errorType: String?
    /// The message beside the type.
    package let errorMessage: String?

    init(_ answer: TransportResponse, endpoint: String) {
        let body = try? JSON.parse(answer.body, limits: JSONLimits(size: 65_536))
        self.endpoint = endpoint
        status = answer.status.code
        errorType = body?["errorType"]?.stringValue?.truncated(toUTF8Bytes: 256)
        errorMessage = body?["errorMessage"]?.stringValue?.truncated(toUTF8Bytes: 1_024)
    }

    /// One sentence for a person.
    package var description: String {
        let reason = [errorType, errorMessage].compactMap { $0 }.joined(separator: ": ")
        return "the Runtime API answered \(status) to \(endpoint)" + (reason.isEmpty ? "" : " (\(reason))")
    }
}
