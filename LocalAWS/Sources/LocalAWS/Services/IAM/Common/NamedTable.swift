/// Something of IAM's with a name that nothing else of its kind has, whatever the case.
protocol NamedEntity: Codable, Sendable {
    var name: String { get }
    var path: String { get }
}

/// All there is of a kind, by name.
struct NamedTable<Entity: NamedEntity>: Sendable {
    /// By names in lower case.
    private var entities: [String: Entity] = [:]

    subscript(name: String) -> Entity? {
        get { entities[name.lowercased()] }
        set { entities[name.lowercased()] = newValue }
    }

    /// In the order of their names.
    var list: [Entity] { entities.sorted { $0.key < $1.key }.map(\.value) }

    /// Those below a path.
    func list(below path: String) -> [Entity] { list.filter { $0.path.hasPrefix(path) } }

    /// The order of the list, for pages of it.
    static func key(_ entity: Entity) -> String { entity.name.lowercased() }
}

extension NamedTable: Codable {
    init(from decoder: any Decoder) throws {
        let list = try [Entity](from: decoder)
        entities = Dictionary(list.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    }

    func encode(to encoder: any Encoder) throws {
        try list.encode(to: encoder)
    }
}
