/// The settings of one section of a shared file, by name. Some are secrets: no way of printing it shows a value.
struct ConfigSection: Sendable, Equatable {
    private enum Value: Equatable {
        case text(String)
        case nested([String: String])
    }

    private var values: [String: Value] = [:]

    /// The setting's value; nil when it is absent, empty, or a group of nested settings.
    subscript(name: String) -> String? {
        guard case .text(let text) = values[name], !text.isEmpty else { return nil }
        return text
    }

    /// The settings nested under that name; nil when there are none.
    func nested(_ name: String) -> [String: String]? {
        guard case .nested(let settings) = values[name] else { return nil }
        return settings
    }

    /// The names of all its settings.
    var names: [String] { values.keys.sorted() }

    mutating func set(_ name: String, to text: String) {
        values[name] = .text(text)
    }

    mutating func set(_ name: String, toNested settings: [String: String]) {
        values[name] = .nested(settings)
    }

    /// Takes over the other's settings; where both have one, the other's stays.
    mutating func merge(_ other: ConfigSection) {
        values.merge(other.values) { _, new in new }
    }
}

extension ConfigSection: CustomStringConvertible, CustomReflectable {
    /// The names, and not one value.
    var description: String { "ConfigSection(\(names.joined(separator: ", ")))" }

    /// Nothing to reflect on, so that `dump` shows no value either.
    var customMirror: Mirror { Mirror(self, children: ["names": names]) }
}
