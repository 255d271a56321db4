internal import HTTPTypes

/// An answer, and what the log says of it.
struct Answer: Sendable {
    let requestID: String
    let service: Service?
    private let wire: WireProtocol
    /// What the client calls the action, which need not exist.
    var actionName: String?
    var action: Action?
    var caller: String?
    private(set) var errorCode: String?
    private(set) var errorMessage: String?
    /// Whether the client is to get no answer at all, but a connection that ends.
    var isCutOff = false
    private(set) var response: ServiceResponse

    init(requestID: String, service: Service?, head: HTTPRequest) {
        self.requestID = requestID
        self.service = service
        wire = service.flatMap { WireProtocol.spoken(by: head, of: $0.wires) ?? $0.wires.first } ?? .query
        response = ServiceResponse(status: 500, fields: [:], body: [])
    }

    mutating func succeed(_ rendering: Action.Rendering) {
        guard let service, let action else { return }
        response = Envelope(wire: wire, service: service, requestID: requestID).success(of: action, rendering)
    }

    mutating func fail(_ error: ServiceError) {
        let service = service ?? .nameless
        let code = error.isAboutParameter ? service.parameterErrorCode : nil
        let coded = code.map(error.coded) ?? error
        errorCode = coded.code
        errorMessage = coded.message
        response = Envelope(wire: wire, service: service, requestID: requestID).failure(coded)
    }

    mutating func fail(_ unknown: UnknownService) {
        errorCode = unknown.error.code
        errorMessage = unknown.error.message
        response = unknown.response(requestID: requestID)
    }
}
