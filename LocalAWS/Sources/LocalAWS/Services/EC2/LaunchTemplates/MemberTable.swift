/// The members of a structure that is only kept and shown: what they are called in a call and in an answer, and
/// what they take.
struct MemberTable: Sendable {
    /// One member.
    struct Member: Sendable {
        let request: String
        let response: String
        let kind: Kind
    }

    /// What a member takes.
    enum Kind: Sendable {
        /// Any text, or one of some.
        case text(choices: [String])
        case integer, decimal, boolean
        case texts(choices: [String])
        case structure(MemberTable)
        case structures(MemberTable)
    }

    let members: [Member]

    init(_ members: [Member]) {
        self.members = members
    }

    /// The names of the parameters, for tables of actions.
    func parameters(below prefix: String) -> Set<String> {
        members.reduce(into: []) { names, member in
            let name = prefix + member.request
            switch member.kind {
            case .text, .integer, .decimal, .boolean: names.insert(name)
            case .texts: names.insert("\(name).N")
            case .structure(let table): names.formUnion(table.parameters(below: "\(name)."))
            case .structures(let table): names.formUnion(table.parameters(below: "\(name).N."))
            }
        }
    }
}

/// Members, by the names that most of EC2's have: in an answer the first letter is small and lists end with `Set`.
extension MemberTable.Member {
    static func text(_ name: String, _ choices: String...) -> Self {
        Self(request: name, response: name.withSmallInitial, kind: .text(choices: choices))
    }

    static func integer(_ name: String) -> Self {
        Self(request: name, response: name.withSmallInitial, kind: .integer)
    }

    static func decimal(_ name: String) -> Self {
        Self(request: name, response: name.withSmallInitial, kind: .decimal)
    }

    static func boolean(_ name: String) -> Self {
        Self(request: name, response: name.withSmallInitial, kind: .boolean)
    }

    static func texts(_ name: String, _ choices: String...) -> Self {
        Self(request: name, response: "\(name.withSmallInitial)Set", kind: .texts(choices: choices))
    }

    static func structure(_ name: String, _ members: MemberTable.Member...) -> Self {
        Self(request: name, response: name.withSmallInitial, kind: .structure(MemberTable(members)))
    }

    static func structures(
        _ name: String,
        response: String? = nil,
        _ members: MemberTable.Member...
    ) -> Self {
        Self(
            request: name,
            response: response ?? "\(name.withSmallInitial)Set",
            kind: .structures(MemberTable(members))
        )
    }

    /// A range of numbers, either end of which may be open.
    static func range(_ name: String, of bound: (String) -> Self = Self.integer) -> Self {
        structure(name, bound("Min"), bound("Max"))
    }
}

extension String {
    fileprivate var withSmallInitial: String { prefix(1).lowercased() + dropFirst() }
}
