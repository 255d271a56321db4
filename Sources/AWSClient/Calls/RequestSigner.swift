internal import CurlHTTP
internal import HTTPTypes
internal import Platform
internal import SigV4

/// Makes the HTTP request of an attempt: `POST` with a form body, the header fields of the SDKs, and the signature.
struct RequestSigner: Sendable {
    private let endpoint: ServiceEndpoint
    /// What stands in every request.
    private let fields: HTTPFields
    private let signer: Signer

    init(service: AWSService, endpoint: ServiceEndpoint, userAgent: String) {
        self.endpoint = endpoint
        fields = [
            .contentType: "application/x-www-form-urlencoded; charset=utf-8",
            .userAgent: userAgent,
        ]
        signer = Signer(service: service.signingName, region: endpoint.signingRegion)
    }

    /// The request's head; signed unless there are no credentials.
    func head(
        for request: QueryRequest,
        of call: CallInProgress,
        maxAttempts: Int,
        credentials: Credentials?,
        at date: Timestamp
    ) throws(AWSClientError) -> HTTPRequest {
        let head = unsigned(of: call, maxAttempts: maxAttempts)
        guard let credentials else { return head }
        do throws(SigningError) {
            return try signer.sign(head, payload: .bytes(request.body), credentials: credentials, at: date)
        } catch {
            throw .invalidCall(operation: call.operation, reason: error.description)
        }
    }

    private func unsigned(of call: CallInProgress, maxAttempts: Int) -> HTTPRequest {
        var fields = fields
        fields.append(HTTPField(name: .invocationID, value: call.invocationID))
        let attempt = joined("attempt=", String(call.attempt), "; max=", String(maxAttempts))
        fields.append(HTTPField(name: .sdkRequest, value: attempt))
        return HTTPRequest(
            method: .post,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: endpoint.path,
            headerFields: fields
        )
    }
}

extension HTTPField.Name {
    /// Tells the attempts of one call from those of others.
    fileprivate static let invocationID = Self(staticName: "amz-sdk-invocation-id")
    /// Which attempt it is, of how many.
    fileprivate static let sdkRequest = Self(staticName: "amz-sdk-request")
}
