/// A token for the next page of a list that is in the order of names: what is listed meanwhile doesn't shift it.
struct NameToken: Sendable, Hashable {
    /// The last name of the page before.
    let name: String
    /// What is listed.
    private let list: String

    init(name: String, of list: String) {
        self.name = name
        self.list = list
    }

    /// Nil for a text that is no token of that list.
    init?(text: String, of list: String) {
        guard let bytes = Base64.bytes(of: text), let plain = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = plain.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == list else { return nil }
        self.init(name: String(parts[1]), of: list)
    }

    var text: String { Base64.text(of: "\(list)\n\(name)".utf8) }
}
