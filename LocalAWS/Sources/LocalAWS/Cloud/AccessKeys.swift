/// The keys that calls may be signed with. Sessions of roles will be further entries, with a token and an
/// end.
struct AccessKeys: Sendable, Codable {
    /// A key and whom it stands for.
    struct Entry: Sendable, Codable {
        let secretAccessKey: String
        let caller: Caller
    }

    private var entries: [String: Entry]

    /// Holds `test` / `test`, the key of the account's root.
    init(accountID: String) {
        entries = [
            "test": Entry(secretAccessKey: "test", caller: Caller(accountID: accountID, principal: .root))
        ]
    }

    /// The entry of a key, nil for one that nobody was given.
    subscript(accessKeyID: String) -> Entry? { entries[accessKeyID] }
}
