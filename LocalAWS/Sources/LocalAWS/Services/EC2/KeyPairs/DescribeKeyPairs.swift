/// Lists key pairs.
struct DescribeKeyPairs: EC2Operation {
    static let name = "DescribeKeyPairs"
    static let honours = Filter.parameters.union(["KeyName.N", "KeyPairId.N", "IncludePublicKey"])
    static let mutates = false

    /// The pairs, and whether their public halves are to be shown.
    struct Answer: Sendable {
        let pairs: [KeyPair]
        let includesPublicKeys: Bool
    }

    private let names: [String]
    let ids: [String]
    private let includesPublicKeys: Bool
    private let filters: [Filter]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("KeyName")
        ids = parameters.list("KeyPairId")
        includesPublicKeys = try parameters.boolean("IncludePublicKey") ?? false
        filters = try Filter.list(parameters, for: Self.filterTable)
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> Answer {
        for name in names where state.keyPair(named: name) == nil { throw .keyPairNotFound(name) }
        for id in ids where state.keyPairs[id] == nil { throw ResourceKind.keyPair.notFound([id]) }
        let pairs = state.keyPairs.filter { pair in
            let isMeant = names.isEmpty && ids.isEmpty || names.contains(pair.name) || ids.contains(pair.id)
            return isMeant && Self.filterTable.passes(pair, filters)
        }
        return Answer(pairs: pairs, includesPublicKeys: includesPublicKeys)
    }

    private static let filterTable = FilterTable<KeyPair>(
        tags: { $0.tags },
        [
            "fingerprint": { [$0.fingerprint] },
            "key-name": { [$0.name] },
            "key-pair-id": { [$0.id] },
        ]
    )

    static func render(_ output: Answer, to xml: inout OutputWriter) {
        xml.list("keySet", of: output.pairs) { xml, pair in
            xml.text("keyPairId", pair.id)
            xml.text("keyName", pair.name)
            xml.text("keyType", pair.type)
            xml.text("keyFingerprint", pair.fingerprint)
            xml.moment("createTime", pair.createTime)
            xml.tagSet(pair.tags)
            if output.includesPublicKeys { xml.text("publicKey", pair.publicKey) }
        }
    }
}
