package import HTTPTypes

/// An answer with its whole body.
///
/// A body that is announced neither with a length nor in chunks ends where its connection ends, and libcurl doesn't ask
/// for TLS's farewell there: whether such a body is whole, only its content can tell. AWS announces all of its own.
package struct TransportResponse: Sendable, Equatable {
    /// The body, decoded from the transfer coding, not from any content coding.
    package let body: [UInt8]

    private let received: ResponseHead

    /// An answer of that head, which is complete, and body.
    init(head: ResponseHead, body: [UInt8]) {
        received = head
        self.body = body
    }

    /// The status alone.
    package var status: HTTPResponse.Status { received.status }

    /// Status and header fields, made of what was received each time one asks.
    package var head: HTTPResponse { HTTPResponse(status: received.status, headerFields: received.fields) }
}
