package import HTTPTypes

/// An answer with its whole body.
///
/// A body that is announced neither with a length nor in chunks ends where its connection ends, and libcurl doesn't ask
/// for TLS's farewell there: whether such a body is whole, only its content can tell. AWS announces all of its own.
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
