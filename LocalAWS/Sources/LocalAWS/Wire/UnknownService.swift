internal import HTTPTypes

/// The refusal of a service that isn't emulated, in a format that its client can read: a client that can't
/// would report a parser's error instead of the reason.
struct UnknownService: Sendable {
    let error: ServiceError
    private let speaksJSON: Bool

    init(of request: ServiceRequest, signedFor name: String?) {
        error = ServiceError(
            "UnknownOperationException",
            "local-aws does not emulate \(name.map { "the service \($0)" } ?? "what this request is for"). "
                + "It has: \(ServiceDirectory.all.names)."
        )
        let fields = request.head.headerFields
        speaksJSON = fields[.amzTarget] != nil || fields[.contentType]?.contains("json") == true
    }

    func response(requestID: String) -> ServiceResponse {
        guard speaksJSON else { return WireFormat.query.failure(error, namespace: "", requestID: requestID) }
        // Of the message's characters only those of the service's name come from outside; they are made
        // harmless.
        let message = error.message.filter { $0 != "\"" && $0 != "\\" && $0 >= " " }
        return ServiceResponse(
            status: error.status,
            contentType: "application/x-amz-json-1.0",
            requestID: requestID,
            body: Array(#"{"__type":"\#(error.code)","message":"\#(message)"}"#.utf8)
        )
    }
}
