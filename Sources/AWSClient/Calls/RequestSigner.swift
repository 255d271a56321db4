internal import HTTPTypes
internal import Platform
internal import SigV4

struct RequestSigner: Sendable {
    let service: AWSService
    let endpoint: ServiceEndpoint
    let userAgent: String

    func head(
        for request: QueryRequest,
        of call: CallInProgress,
        maxAttempts: Int,
        credentials: Credentials?,
        at date: Timestamp
    ) throws(AWSClientError) -> HTTPRequest {
        var fields = HTTPFields()
        fields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
        fields[.invocationID] = call.invocationID
        fields[.sdkRequest] = "attempt=\(call.attempt); max=\(maxAttempts)"
        fields[.userAgent] = userAgent
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
