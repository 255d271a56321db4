/// A message as a call describes it, checked as far as it can be without its queue.
struct MessageDraft: Sendable {
    let content: MessageContent
    /// Nil for the queue's own.
    let delay: Duration?

    private static let maximumAttributes = 10
    private static let maximumDelay = 900

    /// The parameters of a message, for tables of actions.
    static let parameters: Set<String> = [
        "MessageBody", "DelaySeconds", "MessageAttributes", "MessageSystemAttributes",
        "MessageDeduplicationId", "MessageGroupId",
    ]

    init(_ parameters: Parameters) throws(ServiceError) {
        let body = try parameters.required("MessageBody")
        try Self.check(body: body)
        let attributes = try MessageAttribute.all(parameters)
        guard attributes.count <= Self.maximumAttributes else {
            throw ServiceError(
                "InvalidParameterValue",
                "Number of message attributes [\(attributes.count)] exceeds the allowed maximum "
                    + "[\(Self.maximumAttributes)]."
            )
        }
        content = MessageContent(
            body: body,
            attributes: attributes,
            traceHeader: try Self.traceHeader(parameters),
            groupID: try Self.fifoID("MessageGroupId", parameters),
            deduplicationID: try Self.fifoID("MessageDeduplicationId", parameters)
        )
        delay = try Self.delay(parameters)
    }

    /// XML couldn't carry other characters.
    private static func check(body: String) throws(ServiceError) {
        let isValid = body.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x1_0000...: true
            default: false
            }
        }
        guard isValid else {
            throw ServiceError(
                "InvalidMessageContents",
                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to "
                    + "#xFFFD | #x10000 to #x10FFFF"
            )
        }
    }

    private static func traceHeader(_ parameters: Parameters) throws(ServiceError) -> String? {
        let attributes = try MessageAttribute.all(parameters, "MessageSystemAttributes")
        if let other = attributes.keys.filter({ $0 != "AWSTraceHeader" }).min() {
            throw ServiceError(
                "InvalidParameterValue",
                "Message system attribute name '\(other)' is invalid."
            )
        }
        return attributes["AWSTraceHeader"]?.text
    }

    /// Up to 128 letters, digits and punctuation marks.
    private static func fifoID(
        _ name: String,
        _ parameters: Parameters
    ) throws(ServiceError) -> String? {
        guard let id = parameters.optional(name) else { return nil }
        guard id.utf8.count <= 128, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalidMessage(
                id,
                parameter: name,
                reason:
                    "\(name) can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
        }
        return id
    }

    private static func delay(_ parameters: Parameters) throws(ServiceError) -> Duration? {
        guard let seconds = try parameters.integer("DelaySeconds") else { return nil }
        guard (0...maximumDelay).contains(seconds) else {
            throw .invalidMessage(
                "\(seconds)",
                parameter: "DelaySeconds",
                reason: "DelaySeconds must be >= 0 and <= \(maximumDelay)."
            )
        }
        return .seconds(seconds)
    }
}
