/// How a service writes forms and answers that departs from the query protocol's usual way: SQS has no `member` and
/// `entry`, and has other names in forms than in its JSON. What comes in is written the usual way before it is read.
struct QueryDialect: Sendable {
    /// What a repeated name of a form stands for: `AttributeName.1`, `Attribute.1.Name`.
    struct Container: Sendable {
        /// The list or the map, as it is called otherwise.
        let name: String
        /// `member` or `entry`.
        fileprivate let step: String
        /// What the parts of an entry are called otherwise.
        fileprivate var parts: [String: String] = [:]

        static func list(_ name: String) -> Container {
            Container(name: name, step: "member")
        }

        static func map(_ name: String, _ parts: [String: String] = [:]) -> Container {
            Container(name: name, step: "entry", parts: parts)
        }
    }

    /// How the members of lists and maps are called that stand in an answer without anything around them.
    struct Flattening: Sendable {
        /// The element of a list's members, by the name of the list.
        var lists: [String: String] = [:]
        /// The element of a map's entries, and those of its key and value, by the name of the map.
        var maps: [String: (entry: String, key: String, value: String)] = [:]
    }

    /// By their names in forms.
    let containers: [String: Container]
    /// The same for one action, by its name.
    var containersOfActions: [String: [String: Container]] = [:]
    /// The parameter that the path of a call may stand for.
    var pathParameter: String?
    /// How the answer of an action is written.
    let flattening: @Sendable (_ action: String) -> Flattening

    /// The parameters of a call, with the usual names.
    func usual(
        _ pairs: [(name: String, value: String)],
        path: Substring
    ) -> [(name: String, value: String)] {
        let action = pairs.first { $0.name == "Action" }?.value ?? ""
        let containers = self.containers.merging(containersOfActions[action] ?? [:]) { $1 }
        var usual = pairs.map { (name: Self.usual($0.name, containers), value: $0.value) }
        if let pathParameter, path != "/", !usual.contains(where: { $0.name == pathParameter }) {
            usual.append((pathParameter, String(path)))
        }
        return usual
    }

    private static func usual(_ name: String, _ containers: [String: Container]) -> String {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var names: [String] = []
        var position = 0
        while position < parts.count {
            guard let container = containers[parts[position]], position + 1 < parts.count,
                Int(parts[position + 1]) != nil
            else {
                names.append(parts[position])
                position += 1
                continue
            }
            names += [container.name, container.step, parts[position + 1]]
            position += 2
            if position < parts.count, let part = container.parts[parts[position]] {
                names.append(part)
                position += 1
            }
        }
        return names.joined(separator: ".")
    }
}
