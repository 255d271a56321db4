/// Takes in the public half of a key pair that was made elsewhere.
struct ImportKeyPair: EC2Operation {
    static let name = "ImportKeyPair"
    static let honours = TagSpecifications.parameters.union(["KeyName", "PublicKeyMaterial"])
    static let mutates = true

    let keyName: String
    private let publicKey: String
    private let type: String
    let tags: TagList

    init(_ parameters: Parameters) throws(ServiceError) {
        keyName = try parameters.required("KeyName")
        try KeyPairRules.check(keyName)
        let material = try parameters.required("PublicKeyMaterial")
        let text = Base64.bytes(of: material).map { String(decoding: $0, as: UTF8.self) }
        guard let text, let type = KeyPairRules.type(ofPublicKey: text) else {
            throw ServiceError("InvalidKey.Format", "Key is not in valid OpenSSH public key format")
        }
        publicKey = text
        self.type = type
        tags = TagList(try TagSpecifications(parameters, for: [.keyPair]).tags(for: .keyPair))
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> KeyPair {
        guard state.keyPair(named: keyName) == nil else { throw KeyPairRules.duplicate }
        // A comment behind the key is no part of it.
        let key = publicKey.split(separator: " ").prefix(2).joined(separator: " ")
        let pair = KeyPair(
            id: context.identifiers.resourceID(ResourceKind.keyPair.rawValue),
            sequence: state.nextSequence(),
            name: keyName,
            type: type,
            fingerprint: KeyPairRules.fingerprint(of: key, type: type, bytes: type == "rsa" ? 16 : 32),
            publicKey: publicKey,
            createTime: context.now,
            visibleTime: context.now,
            tags: tags
        )
        state.keyPairs.insert(pair)
        return pair
    }

    static func render(_ output: KeyPair, to xml: inout OutputWriter) {
        xml.text("keyName", output.name)
        xml.text("keyFingerprint", output.fingerprint)
        xml.text("keyPairId", output.id)
        xml.tagSet(output.tags)
    }
}
