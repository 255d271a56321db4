/// A request as the server read it from the wire.
package struct ReceivedRequest: Sendable {
    /// `GET`, `POST`, …
    package var method: String
    /// The request target, path and query.
    package var target: String
    /// `HTTP/1.1`
    package var version: String
    /// The header fields in order, names in lower case.
    package var fields: [(name: String, value: String)]
    /// The whole body.
    package var body: [UInt8]
    /// Which connection it came on, counted from 1.
    package var connection: Int
    /// Whether the connection's TLS handshake resumed an earlier session.
    package var isResumed: Bool

    /// The first field of that name, given in lower case.
    package subscript(field name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
