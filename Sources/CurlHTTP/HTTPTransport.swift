package import HTTPTypes

/// Sends HTTP requests through one libcurl multi handle that lives on a thread of its own.
package final class HTTPTransport: Sendable {
    /// Starts the transfer loop.
    package init(_ configuration: TransportConfiguration = TransportConfiguration()) {}

    /// Sends the request with its body and awaits the whole answer, whatever its status.
    ///
    /// The scheme, authority and path of the request make up the URL, and are sent byte for byte as they are given.
    /// Cancelling the task ends the transfer.
    ///
    /// - Throws: `TransportError` when no whole answer came.
    package func send(
        _ request: HTTPRequest,
        body: [UInt8] = [],
        options: TransferOptions = TransferOptions()
    ) async throws(TransportError) -> TransportResponse {
        throw TransportError(kind: .other, progress: .notSent, origin: "", code: 0, message: "not built yet")
    }
}
