/// An emulated service: how it is reached, how it speaks, what it does.
struct Service: Sendable {
    /// The name in the credential scope of its callers' signatures.
    let signingName: String
    /// The API version in query calls.
    let version: String
    let format: WireFormat
    /// The XML namespace of its answers.
    let namespace: String
    /// The largest body that it takes.
    let maximumBodyBytes: Int
    private let actions: [String: Action]

    init(
        signingName: String,
        version: String,
        format: WireFormat,
        namespace: String,
        maximumBodyBytes: Int = 1_048_576,
        actions: [Action]
    ) {
        self.signingName = signingName
        self.version = version
        self.format = format
        self.namespace = namespace
        self.maximumBodyBytes = maximumBodyBytes
        self.actions = Dictionary(uniqueKeysWithValues: actions.map { ($0.name, $0) })
    }

    /// The action of that name.
    func action(named name: String) throws(ServiceError) -> Action {
        guard let action = actions[name] else { throw .invalidAction(name, version: version) }
        return action
    }

    /// The table, by name.
    var actionTable: [Action] { actions.values.sorted { $0.name < $1.name } }
}
