/// Deletes a key pair. That there is none is no error; instances launched with it keep its name.
struct DeleteKeyPair: EC2Operation {
    static let name = "DeleteKeyPair"
    static let honours: Set<String> = ["KeyName", "KeyPairId"]
    static let mutates = true

    let keyName: String?
    let id: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        keyName = parameters.optional("KeyName")
        id = parameters.optional("KeyPairId")
        guard keyName != nil || id != nil else { throw .missingParameter("KeyName or KeyPairId") }
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> String? {
        let pair = state.keyPairs.first { $0.id == id ?? $0.id && $0.name == keyName ?? $0.name }
        if let pair { state.keyPairs.remove(pair.id) }
        return pair?.id
    }

    static func render(_ output: String?, to xml: inout OutputWriter) {
        xml.boolean("return", true)
        xml.text("keyPairId", output)
    }
}
