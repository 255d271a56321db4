package import HTTPTypes

/// An answer with its whole body.
package struct TransportResponse: Sendable, Equatable {
    /// Status and header fields.
    package let head: HTTPResponse
    /// The body, decoded from the transfer coding, not from any content coding.
    package let body: [UInt8]

    /// An answer of that head and body.
    package init(head: HTTPResponse, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
