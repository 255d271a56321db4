internal import HTTPTypes

/// What a protocol puts around the members of an answer, or around a refusal.
struct Envelope: Sendable {
    let wire: WireProtocol
    let service: Service
    let requestID: String

    /// The answer of an action that succeeded.
    func success(of action: Action, _ render: Action.Rendering) -> ServiceResponse {
        var output = OutputWriter(wire.syntax)
        switch wire {
        case .ec2:
            XMLText.declare(in: &output.bytes)
            XMLText.open("\(action.name)Response", namespace: service.namespace, in: &output.bytes)
            XMLText.append("requestId", requestID, to: &output.bytes)
            render(&output)
            XMLText.close("\(action.name)Response", in: &output.bytes)
        case .query:
            output.flattening = service.queryDialect?.flattening(action.name)
            XMLText.open("\(action.name)Response", namespace: service.namespace, in: &output.bytes)
            XMLText.open("\(action.name)Result", in: &output.bytes)
            render(&output)
            XMLText.close("\(action.name)Result", in: &output.bytes)
            XMLText.open("ResponseMetadata", in: &output.bytes)
            XMLText.append("RequestId", requestID, to: &output.bytes)
            XMLText.close("ResponseMetadata", in: &output.bytes)
            XMLText.close("\(action.name)Response", in: &output.bytes)
        case .json, .cbor, .rest:
            output.openStructure()
            render(&output)
            // An answer with a payload of its own is no structure.
            if output.fields[.contentType] == nil { output.closeStructure() }
        }
        let status = output.status ?? action.route?.status ?? 200
        return response(status, status == 204 ? [] : output.bytes, output.fields)
    }

    /// The answer that carries a refusal.
    func failure(_ error: ServiceError) -> ServiceResponse {
        var output = OutputWriter(wire.syntax)
        var fields = HTTPFields()
        switch wire {
        case .ec2:
            XMLText.declare(in: &output.bytes)
            output.structure("Response") {
                $0.structure("Errors") {
                    $0.structure("Error") {
                        $0.text("Code", error.code)
                        $0.text("Message", error.message)
                    }
                }
                $0.text("RequestID", requestID)
            }
        case .query:
            XMLText.open("ErrorResponse", namespace: service.namespace, in: &output.bytes)
            output.structure("Error") {
                $0.text("Type", error.isSenderFault ? "Sender" : "Receiver")
                $0.text("Code", service.queryErrorCode(of: error.code))
                $0.text("Message", error.message)
            }
            output.text("RequestId", requestID)
            XMLText.close("ErrorResponse", in: &output.bytes)
        case .json, .cbor:
            output.openStructure()
            let shape = service.errorShape(of: error.code)
            output.text("__type", service.errorShapePrefix + shape)
            output.text("message", error.message)
            output.closeStructure()
            if let code = service.queryErrorCodes[shape] {
                fields[.amznQueryError] = "\(code);\(error.isSenderFault ? "Sender" : "Receiver")"
            }
        case .rest:
            output.openStructure()
            output.text("Type", error.isSenderFault ? "User" : "Service")
            output.text("Message", error.message)
            output.closeStructure()
            fields[.amznErrorType] = error.code
        }
        return response(error.status, output.bytes, fields)
    }

    private func response(_ status: Int, _ body: [UInt8], _ fields: HTTPFields) -> ServiceResponse {
        var fields = fields
        fields[.contentType] = fields[.contentType] ?? contentType
        fields[.amznRequestID] = fields[.amznRequestID] ?? requestID
        if wire == .cbor { fields[.smithyProtocol] = "rpc-v2-cbor" }
        return ServiceResponse(status: status, fields: fields, body: body)
    }

    private var contentType: String {
        switch wire {
        case .ec2: "text/xml;charset=UTF-8"
        case .query: "text/xml"
        case .json: "application/x-amz-json-\(service.jsonVersion)"
        case .rest: "application/json"
        case .cbor: "application/cbor"
        }
    }
}
