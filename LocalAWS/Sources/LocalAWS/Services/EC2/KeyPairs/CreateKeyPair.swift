/// Makes a key pair and hands its private half over, once.
///
/// No instance here can be logged in to: the material has the form of a key and opens nothing.
struct CreateKeyPair: EC2Operation {
    static let name = "CreateKeyPair"
    static let honours = TagSpecifications.parameters.union(["KeyName", "KeyType", "KeyFormat"])
    static let mutates = true

    /// A pair, and the half that isn't kept.
    struct Result: Sendable {
        let pair: KeyPair
        let material: String
    }

    let keyName: String
    private let type: String
    let tags: TagList

    init(_ parameters: Parameters) throws(ServiceError) {
        keyName = try parameters.required("KeyName")
        try KeyPairRules.check(keyName)
        type = try parameters.choice("KeyType", of: ["rsa", "ed25519"]) ?? "rsa"
        let format = try parameters.choice("KeyFormat", of: ["pem", "ppk"]) ?? "pem"
        guard format == "pem" else { throw .unsupportedParameter("KeyFormat=\(format)", of: Self.name) }
        tags = TagList(try TagSpecifications(parameters, for: [.keyPair]).tags(for: .keyPair))
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> Result {
        guard state.keyPair(named: keyName) == nil else { throw KeyPairRules.duplicate }
        let secret = context.identifiers.secret(characters: type == "rsa" ? 1_592 : 364)
        let pair = KeyPair(
            id: context.identifiers.resourceID(ResourceKind.keyPair.rawValue),
            sequence: state.nextSequence(),
            name: keyName,
            type: type,
            fingerprint: KeyPairRules.fingerprint(of: secret, type: type, bytes: type == "rsa" ? 20 : 32),
            publicKey: "ssh-\(type) \(context.identifiers.secret(characters: 68)) \(keyName)",
            createTime: context.now,
            visibleTime: context.now,
            tags: tags
        )
        state.keyPairs.insert(pair)
        return Result(pair: pair, material: material(secret))
    }

    private func material(_ secret: String) -> String {
        let label = type == "rsa" ? "RSA PRIVATE KEY" : "OPENSSH PRIVATE KEY"
        var lines: [Substring] = []
        var rest = secret[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(64))
            rest = rest.dropFirst(64)
        }
        return "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----"
    }

    static func render(_ output: Result, to xml: inout OutputWriter) {
        xml.text("keyName", output.pair.name)
        xml.text("keyFingerprint", output.pair.fingerprint)
        xml.text("keyMaterial", output.material)
        xml.text("keyPairId", output.pair.id)
        xml.tagSet(output.pair.tags)
    }
}
