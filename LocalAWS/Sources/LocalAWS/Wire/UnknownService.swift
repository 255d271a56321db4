internal import HTTPTypes

/// The refusal of a service that isn't emulated, in a format that its client can read: a client that can't
/// would report a parser's error instead of the reason.
struct UnknownService: Sendable {
    let error: ServiceError
    private let wire: WireProtocol

    init(of request: ServiceRequest, signedFor name: String?) {
        error = ServiceError(
            "UnknownOperationException",
            "local-aws does not emulate \(name.map { "the service \($0)" } ?? "what this request is for"). "
                + "It has: \(ServiceDirectory.all.names)."
        )
        let fields = request.head.headerFields
        let speaksJSON = fields[.amzTarget] != nil || fields[.contentType]?.contains("json") == true
        wire = speaksJSON ? .json : .query
    }

    func response(requestID: String) -> ServiceResponse {
        Envelope(wire: wire, service: .nameless, requestID: requestID).failure(error)
    }
}

extension Service {
    /// Stands for a service that there isn't.
    static let nameless = Service(signingName: "", wires: [.query], actions: [])
}
