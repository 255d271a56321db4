/// Members of a call that are only kept and shown, by their names in calls. What has no value isn't there.
struct KeptMembers: Sendable, Hashable {
    private(set) var values: [String: Document]

    init(_ values: [String: Document] = [:]) {
        self.values = values
    }

    var isEmpty: Bool { values.isEmpty }

    subscript(name: String) -> Document? { values[name] }

    /// The members that a table knows.
    init(_ parameters: Parameters, _ table: MemberTable) throws(ServiceError) {
        values = [:]
        for member in table.members {
            values[member.request] = try Self.value(of: member, parameters)
        }
    }

    /// These members, and of others those that aren't here.
    func merged(over others: KeptMembers) -> KeptMembers {
        KeptMembers(values.merging(others.values) { own, _ in own })
    }

    private static func value(
        of member: MemberTable.Member,
        _ parameters: Parameters
    ) throws(ServiceError) -> Document? {
        let name = member.request
        switch member.kind {
        case .text(let choices):
            guard let text = parameters.optional(name) else { return nil }
            try check(text, choices, parameters.fullName(name))
            return .text(text)
        case .integer: return try parameters.integer(name).map { .integer(Int64($0)) }
        case .decimal: return try parameters.decimal(name).map(Document.decimal)
        case .boolean: return try parameters.boolean(name).map(Document.boolean)
        case .texts(let choices):
            let texts = parameters.list(name)
            for text in texts { try check(text, choices, parameters.fullName(name)) }
            return texts.isEmpty ? nil : .list(texts.map(Document.text))
        case .structure(let table):
            guard let part = parameters.structure(name) else { return nil }
            let members = try KeptMembers(part, table)
            return members.isEmpty ? nil : .structure(members.values)
        case .structures(let table):
            var list: [Document] = []
            for part in parameters.structures(name) {
                list.append(.structure(try KeptMembers(part, table).values))
            }
            return list.isEmpty ? nil : .list(list)
        }
    }

    private static func check(_ text: String, _ choices: [String], _ name: String) throws(ServiceError) {
        guard choices.isEmpty || choices.contains(text) else {
            throw .invalidValue(
                text,
                for: name,
                expected: "Expecting one of \(choices.joined(separator: ", "))."
            )
        }
    }
}

extension OutputWriter {
    /// The members that a table knows, in its order.
    mutating func members(_ members: KeptMembers, _ table: MemberTable) {
        for member in table.members {
            guard let value = members[member.request] else { continue }
            write(value, as: member)
        }
    }

    private mutating func write(_ value: Document, as member: MemberTable.Member) {
        let name = member.response
        switch member.kind {
        case .text: text(name, value.text)
        case .integer: number(name, value.integer)
        case .decimal: decimal(name, value.number)
        case .boolean: boolean(name, value.boolean)
        case .texts: texts(name, value.texts ?? [])
        case .structure(let table):
            structure(name) { $0.members(KeptMembers(value.structure ?? [:]), table) }
        case .structures(let table):
            list(name, of: value.list ?? []) { $0.members(KeptMembers($1.structure ?? [:]), table) }
        }
    }
}

/// A state file holds them as a plain document.
extension KeptMembers: Codable {
    init(from decoder: any Decoder) throws {
        values = try [String: Document](from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try values.encode(to: encoder)
    }
}
