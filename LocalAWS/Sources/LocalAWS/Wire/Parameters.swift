/// The parameters of a query call, taken apart at their dots, or the part of them below one dot.
///
/// Reading a parameter marks it. What is still unread when an action has decoded its input is something the
/// action doesn't know, and the call is refused: nothing that a client sends is ignored.
///
/// A class, because a part and the whole mark the same parameters. It never leaves the call that decodes it.
final class Parameters {
    /// How a service numbers the members of a list.
    enum ListStyle: Sendable {
        /// EC2: `VolumeId.1`.
        case flat
        /// All other query services: `Tags.member.1`.
        case member
    }

    /// The full name up to here, such as `Filter.1`; empty for the whole.
    let path: String
    let style: ListStyle
    private var value: String?
    private var isRead = false
    private var parts: [String: Parameters] = [:]

    private init(path: String, style: ListStyle) {
        self.path = path
        self.style = style
    }

    /// Takes the pairs of a call apart.
    ///
    /// - Throws: `MalformedQueryString` for a name that comes twice, has an empty part, or more parts than
    ///   any call of AWS.
    convenience init(_ pairs: [(name: String, value: String)], style: ListStyle) throws(ServiceError) {
        self.init(path: "", style: style)
        for pair in pairs {
            let names = pair.name.split(separator: ".", omittingEmptySubsequences: false)
            guard names.count <= 16, names.allSatisfy({ !$0.isEmpty }) else {
                throw .malformedQuery("the parameter name \(pair.name)")
            }
            let leaf = names.reduce(self) { $0.part(for: String($1)) }
            guard leaf.value == nil else { throw .malformedQuery("the parameter \(pair.name) comes twice") }
            leaf.value = pair.value
        }
    }

    private func part(for name: String) -> Parameters {
        if let part = parts[name] { return part }
        let part = Parameters(path: fullName(name), style: style)
        parts[name] = part
        return part
    }

    /// The full name of a parameter below here, as AWS's messages call it.
    func fullName(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }
}

/// Reading.
extension Parameters {
    /// The text of a parameter, the empty one included.
    func text(_ name: String) -> String? {
        guard let part = parts[name], let value = part.value else { return nil }
        part.isRead = true
        return value
    }

    /// The text of a parameter. An empty one counts as absent, as for AWS.
    func optional(_ name: String) -> String? {
        text(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text of a parameter that must be there and not be empty.
    func required(_ name: String) throws(ServiceError) -> String {
        guard let value = optional(name) else { throw .missingParameter(fullName(name)) }
        return value
    }

    /// A decimal number.
    func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let text = optional(name) else { return nil }
        guard let number = Int(text) else {
            throw .invalidValue(text, for: fullName(name), expected: "Expecting an integer.")
        }
        return number
    }

    /// `true` or `false`, in any case.
    func boolean(_ name: String) throws(ServiceError) -> Bool? {
        guard let text = optional(name) else { return nil }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalidValue(text, for: fullName(name), expected: "Expecting true or false.")
        }
    }

    /// The parts below a structure, nil when none of them was sent.
    func structure(_ name: String) -> Parameters? {
        parts[name]
    }

    /// The members of a list of structures, in the order of their numbers; gaps in the numbers don't matter.
    func structures(_ name: String) -> [Parameters] {
        let list = style == .flat ? parts[name] : parts[name]?.parts["member"]
        guard let list else { return [] }
        return list.parts
            .compactMap { name, part in Int(name).flatMap { $0 > 0 ? ($0, part) : nil } }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    /// The texts of a list, in the order of their numbers. A bare `Name=value` is a list of one, a bare
    /// `Name=` an empty one.
    func list(_ name: String) -> [String] {
        let bare = optional(name).map { [$0] } ?? []
        return bare
            + structures(name).compactMap { member in
                member.isRead = true
                return member.value
            }
    }
}

/// What the dispatcher asks when an action has decoded its input.
extension Parameters {
    /// The first parameter, by name, that nobody read.
    var firstUnread: String? {
        var names: [String] = []
        visit { if !$0.isRead { names.append($0.path) } }
        return names.min()
    }

    /// The parameters that were read, their numbers replaced by `N`, as tables of actions name them.
    var readPatterns: Set<String> {
        var patterns: Set<String> = []
        visit { if $0.isRead { patterns.insert(Self.pattern(of: $0.path)) } }
        return patterns
    }

    /// `Filter.1.Value.2` → `Filter.N.Value.N`.
    static func pattern(of name: String) -> String {
        name.split(separator: ".").map { Int($0) == nil ? $0 : "N" }.joined(separator: ".")
    }

    /// A hash of all parameters but the named ones: two calls with the same one ask for the same.
    func fingerprint(excluding names: Set<String>) -> UInt64 {
        var texts: [(String, String)] = []
        for (name, part) in parts where !names.contains(name) {
            part.visit { texts.append(($0.path, $0.value ?? "")) }
        }
        var fingerprint = Fingerprint()
        for (path, value) in texts.sorted(by: <) {
            fingerprint.combine(path)
            fingerprint.combine(value)
        }
        return fingerprint.value
    }

    /// Visits every parameter that has a value.
    private func visit(_ body: (Parameters) -> Void) {
        if value != nil { body(self) }
        for part in parts.values { part.visit(body) }
    }
}
