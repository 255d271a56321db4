/// A refusal in the words of the service that was called.
struct AuthorizationRefusal {
    private let authorization: Authorization
    private let call: ActionCall
    private let callerARN: String

    init(_ authorization: Authorization, _ call: ActionCall) {
        self.authorization = authorization
        self.call = call
        callerARN = call.caller.arn(partition: call.region.partition)
    }

    var error: ServiceError {
        let reason = authorization.reason(callerARN: callerARN)
        if call.service.signingName == "ec2" {
            return ServiceError("UnauthorizedOperation", ec2Message(reason), status: 403)
        }
        if call.service.signingName == "sns" {
            return ServiceError("AuthorizationError", reason, status: 403)
        }
        if call.service.signingName == "sqs", authorization.request.action.hasPrefix("kms:") {
            return ServiceError("KmsAccessDenied", reason)
        }
        return switch call.service.wires.first {
        case .rest: ServiceError("AccessDeniedException", reason, status: 403)
        case .json, .cbor: ServiceError("AccessDeniedException", reason, status: 400)
        default: ServiceError("AccessDenied", reason, status: 403)
        }
    }

    /// EC2 tells more to those who may know: DecodeAuthorizationMessage reads it.
    private func ec2Message(_ reason: String) -> String {
        let message = "You are not authorized to perform this operation. \(reason)"
        guard authorization.request.resource != "*" else { return message }
        let encoded = EncodedAuthorizationMessage.encode(document.json)
        return "\(message). Encoded authorization failure message: \(encoded)"
    }

    /// What DecodeAuthorizationMessage shows.
    private var document: Document {
        let request = authorization.request
        return [
            "allowed": false,
            "explicitDeny": .boolean(authorization.decision.isExplicitDeny),
            "matchedStatements": [
                "items": .list(authorization.decision.statements.map(\.statement.description))
            ],
            "failures": ["items": []],
            "context": [
                "principal": [
                    "id": .text(call.caller.userID),
                    "arn": .text(callerARN),
                ],
                "action": .text(request.action),
                "resource": .text(request.resource),
                "conditions": ["items": .list(request.context.entries.map(Self.condition))],
            ],
        ]
    }

    private static func condition(_ key: String, _ values: [String]) -> Document {
        ["key": .text(key), "values": items(values)]
    }

    fileprivate static func items(_ texts: [String]) -> Document {
        ["items": .list(texts.map { ["value": .text($0)] })]
    }
}

extension PolicyStatement {
    fileprivate var description: Document {
        [
            "statementId": .text(sid ?? ""),
            "effect": .text(effect == .deny ? "DENY" : "ALLOW"),
            "principals": AuthorizationRefusal.items([]),
            "principalGroups": AuthorizationRefusal.items([]),
            "actions": AuthorizationRefusal.items(actions.patterns.map(\.text)),
            "resources": AuthorizationRefusal.items(resources?.patterns.map(\.text) ?? []),
            "conditions": ["items": .list(conditions.map(\.description))],
        ]
    }
}

extension PolicyCondition {
    fileprivate var description: Document {
        ["key": .text(key), "operator": .text(operation.name), "values": AuthorizationRefusal.items(texts)]
    }
}

/// The message of a refusal as a caller gets it: not to be read, though it is no secret here, and not to be made up.
enum EncodedAuthorizationMessage {
    static func encode(_ message: String) -> String {
        let text = base64URL(message)
        return check(text) + text
    }

    /// Nil for what nobody encoded.
    static func decode(_ encoded: String) -> String? {
        let text = String(encoded.dropFirst(checkLength))
        guard encoded.prefix(checkLength) == check(text) else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        return Base64.bytes(of: base64).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static let checkLength = 16

    private static func check(_ text: String) -> String {
        var check = ""
        check.appendHexadecimal(Fingerprint.mix(Fingerprint(text).value), digits: checkLength)
        return check
    }

    private static func base64URL(_ text: String) -> String {
        Base64.text(of: text.utf8).replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=",
            with: ""
        )
    }
}
