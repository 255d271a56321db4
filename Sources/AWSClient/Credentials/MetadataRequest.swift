internal import CurlHTTP
internal import HTTPTypes

/// Sends a request to one of the small HTTP services beside a workload: never through a proxy, and with little
/// patience.
struct MetadataRequest: Sendable {
    /// The largest answer taken, in bytes.
    private static let answerLimit = 65_536

    let transport: HTTPTransport
    /// For connecting and for the whole request alike.
    let timeout: Duration

    /// The answer, whatever its status.
    func send(
        _ method: HTTPRequest.Method,
        _ url: EndpointURL,
        path: String? = nil,
        fields: HTTPFields = [:]
    ) async throws(TransportError) -> TransportResponse {
        let request = HTTPRequest(
            method: method,
            scheme: url.scheme,
            authority: url.authority,
            path: path ?? url.path,
            headerFields: fields
        )
        let options = TransferOptions(
            connectTimeout: timeout,
            totalTimeout: timeout,
            responseLimit: Self.answerLimit,
            proxy: .none
        )
        return try await transport.send(request, options: options)
    }
}
