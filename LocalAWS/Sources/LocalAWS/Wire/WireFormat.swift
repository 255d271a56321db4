/// How a service's answers are written. The JSON formats will be further cases.
enum WireFormat: Sendable {
    /// EC2's own flavour of the query protocol.
    case ec2
    /// The query protocol of the older services.
    case query

    /// How lists are numbered in requests.
    var listStyle: Parameters.ListStyle {
        switch self {
        case .ec2: .flat
        case .query: .member
        }
    }

    private var contentType: String {
        switch self {
        case .ec2: "text/xml;charset=UTF-8"
        case .query: "text/xml"
        }
    }

    /// The answer of an action that succeeded.
    func success(
        of action: String,
        namespace: String,
        requestID: String,
        _ content: (inout XMLWriter) -> Void
    ) -> ServiceResponse {
        var xml = XMLWriter()
        switch self {
        case .ec2:
            xml.declaration()
            xml.element("\(action)Response", namespace: namespace) {
                $0.text("requestId", requestID)
                content(&$0)
            }
        case .query:
            xml.element("\(action)Response", namespace: namespace) {
                $0.element("\(action)Result", content)
                $0.element("ResponseMetadata") { $0.text("RequestId", requestID) }
            }
        }
        return ServiceResponse(status: 200, contentType: contentType, requestID: requestID, body: xml.bytes)
    }

    /// The answer that carries a refusal.
    func failure(_ error: ServiceError, namespace: String, requestID: String) -> ServiceResponse {
        var xml = XMLWriter()
        switch self {
        case .ec2:
            xml.declaration()
            xml.element("Response") {
                $0.element("Errors") {
                    $0.element("Error") {
                        $0.text("Code", error.code)
                        $0.text("Message", error.message)
                    }
                }
                $0.text("RequestID", requestID)
            }
        case .query:
            xml.element("ErrorResponse", namespace: namespace) {
                $0.element("Error") {
                    $0.text("Type", error.isSenderFault ? "Sender" : "Receiver")
                    $0.text("Code", error.code)
                    $0.text("Message", error.message)
                }
                $0.text("RequestId", requestID)
            }
        }
        return ServiceResponse(
            status: error.status,
            contentType: contentType,
            requestID: requestID,
            body: xml.bytes
        )
    }
}
