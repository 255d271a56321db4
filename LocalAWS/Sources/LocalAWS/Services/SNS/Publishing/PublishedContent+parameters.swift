/// Reading a message that is to be published.
extension PublishedContent {
    static let maximumBytes = 262_144
    private static let maximumSubjectLength = 100

    /// The parameters of a message, for tables of actions.
    static let parameters: Set<String> = [
        "Message", "Subject", "MessageStructure", "MessageAttributes", "MessageGroupId",
        "MessageDeduplicationId",
    ]

    init(_ parameters: Parameters) throws(ServiceError) {
        let message = parameters.text("Message") ?? ""
        let subject = parameters.text("Subject")
        let structure = parameters.optional("MessageStructure")
        let texts = try Self.texts(message, structure: structure)
        self.init(
            text: texts["default"] ?? message,
            texts: texts,
            subject: subject,
            attributes: try Self.attributes(parameters),
            groupID: parameters.optional("MessageGroupId"),
            deduplicationID: parameters.optional("MessageDeduplicationId")
        )
        guard !message.isEmpty else { throw .invalidSNSParameter("Empty message") }
        if let subject { try Self.check(subject: subject) }
        guard byteCount <= Self.maximumBytes, message.utf8.count <= Self.maximumBytes else {
            throw .invalidSNSParameter("Message too long")
        }
    }

    private static func attributes(
        _ parameters: Parameters
    ) throws(ServiceError) -> [String: MessageAttribute] {
        do throws(ServiceError) {
            return try MessageAttribute.all(parameters)
        } catch {
            throw error.coded("ParameterValueInvalid")
        }
    }

    /// The texts of a message that is a JSON object with one for each protocol.
    private static func texts(
        _ message: String,
        structure: String?
    ) throws(ServiceError) -> [String: String] {
        guard let structure else { return [:] }
        guard structure == "json" else { throw .invalidSNSParameter("MessageStructure") }
        guard let document = try? Document(json: message), let members = document.structure else {
            throw .invalidSNSParameter("Message Structure - JSON message body failed to parse")
        }
        // A member that is no text is left out.
        let texts = members.compactMapValues(\.text)
        guard texts["default"] != nil else {
            throw .invalidSNSParameter("Message Structure - No default entry in JSON message body")
        }
        return texts
    }

    /// Up to 100 printable characters of ASCII, the first no space.
    private static func check(subject: String) throws(ServiceError) {
        let isPlain = subject.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPlain, (1...maximumSubjectLength).contains(subject.utf8.count), subject.first != " " else {
            throw .invalidSNSParameter("Subject")
        }
    }
}
