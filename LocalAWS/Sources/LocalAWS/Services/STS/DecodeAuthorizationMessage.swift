/// Shows what a refusal of EC2 holds.
struct DecodeAuthorizationMessage: STSOperation {
    static let name = "DecodeAuthorizationMessage"
    static let honours: Set<String> = ["EncodedMessage"]
    static let mutates = false

    private let message: String

    init(_ parameters: Parameters) throws(ServiceError) {
        let encoded = try parameters.required("EncodedMessage")
        guard let message = EncodedAuthorizationMessage.decode(encoded) else {
            throw ServiceError("InvalidAuthorizationMessageException", "Message is invalid")
        }
        self.message = message
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) -> String {
        message
    }

    static func render(_ output: String, to writer: inout OutputWriter) {
        writer.text("DecodedMessage", output)
    }
}

/// Says whose a key is.
struct GetAccessKeyInfo: STSOperation {
    static let name = "GetAccessKeyInfo"
    static let honours: Set<String> = ["AccessKeyId"]
    static let mutates = false

    private let keyID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        keyID = try parameters.required("AccessKeyId")
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) -> String {
        guard let entry = state.accessKeys[keyID] else {
            throw .failedValidation("The access key \(keyID) is not known.")
        }
        return entry.caller.accountID
    }

    static func render(_ output: String, to writer: inout OutputWriter) {
        writer.text("Account", output)
    }
}
