/// The policy of a resource as its owner reads it, to which AddPermission adds statements and from which RemovePermission
/// takes them.
struct ResourcePolicyText: Sendable {
    private var members: [String: Document]

    /// - Parameters:
    ///   - text: nil for a resource that has no policy yet.
    ///   - id: what a new policy is called.
    init(_ text: String?, id: String) {
        let document = text.flatMap { try? Document(json: $0) }
        members = document?.structure ?? ["Version": "2012-10-17", "Id": .text(id)]
    }

    /// Its statements; one may stand without a list around it.
    private var statements: [Document] {
        get { members["Statement"].map { $0.list ?? [$0] } ?? [] }
        set { members["Statement"] = .list(newValue) }
    }

    var isEmpty: Bool { statements.isEmpty }

    var text: String { Document.structure(members).json }

    /// Adds a statement; false if there is one with that label.
    mutating func add(_ statement: Document, labelled label: String) -> Bool {
        guard !statements.contains(where: { $0["Sid"]?.text == label }) else { return false }
        statements.append(statement)
        return true
    }

    /// Removes a statement; false if there is none with that label.
    mutating func remove(labelled label: String) -> Bool {
        let count = statements.count
        statements.removeAll { $0["Sid"]?.text == label }
        return statements.count < count
    }
}

/// What AddPermission allows: that accounts do some actions.
struct PolicyGrant: Sendable {
    let label: String
    let accountIDs: [String]
    /// Without their service.
    let actions: [String]

    func statement(service: String, on arn: String, _ context: ActionContext) -> Document {
        let principals = accountIDs.map { Document.text("arn:\(context.region.partition):iam::\($0):root") }
        let actions = actions.map { Document.text("\(service):\($0)") }
        return [
            "Sid": .text(label),
            "Effect": "Allow",
            "Principal": ["AWS": principals.count == 1 ? principals[0] : .list(principals)],
            "Action": actions.count == 1 ? actions[0] : .list(actions),
            "Resource": .text(arn),
        ]
    }
}
