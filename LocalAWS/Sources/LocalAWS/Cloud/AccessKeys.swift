internal import Platform
internal import SigV4

/// The keys that calls may be signed with: the root's, those of users, and those of sessions.
struct AccessKeys: Sendable, Codable {
    /// A key and whom it stands for.
    struct Entry: Sendable, Codable {
        let secretAccessKey: String
        let caller: Caller
        /// What a session's calls must carry besides.
        var sessionToken: String?
        /// When a session ends, in the cloud's time.
        var expiration: Timestamp?
        /// Whether a user's key is switched off, and then as good as unknown.
        var isInactive = false

        /// Whether the token of a call is the key's.
        func hasToken(_ token: String?) -> Bool {
            isEqualInConstantTime(Array((token ?? "").utf8), Array((sessionToken ?? "").utf8))
        }
    }

    private var entries: [String: Entry]

    /// Holds `test` / `test`, the key of the account's root.
    init(accountID: String) {
        entries = [
            "test": Entry(secretAccessKey: "test", caller: Caller(accountID: accountID, principal: .root))
        ]
    }

    /// The entry of a key, nil for one that nobody was given or that is switched off.
    subscript(accessKeyID: String) -> Entry? {
        entries[accessKeyID].flatMap { $0.isInactive ? nil : $0 }
    }

    /// Makes a key that lasts.
    mutating func add(
        _ caller: Caller,
        _ identifiers: inout IdentifierGenerator
    ) -> (id: String, secret: String) {
        let id = identifiers.uniqueID("AKIA")
        let secret = identifiers.secret(characters: 40)
        entries[id] = Entry(secretAccessKey: secret, caller: caller)
        return (id, secret)
    }

    /// Switches a key off or on.
    mutating func setActive(_ id: String, _ isActive: Bool) {
        entries[id]?.isInactive = !isActive
    }

    /// Forgets a key.
    mutating func remove(_ id: String) {
        entries[id] = nil
    }

    /// Makes the key of a session.
    mutating func open(
        _ caller: Caller,
        until expiration: Timestamp,
        _ identifiers: inout IdentifierGenerator
    ) -> Session {
        let session = Session(
            accessKeyID: identifiers.uniqueID("ASIA"),
            secretAccessKey: identifiers.secret(characters: 40),
            sessionToken: identifiers.secret(characters: 128),
            expiration: expiration
        )
        entries[session.accessKeyID] = Entry(
            secretAccessKey: session.secretAccessKey,
            caller: caller,
            sessionToken: session.sessionToken,
            expiration: expiration
        )
        return session
    }

    /// Forgets the sessions that ended that long ago that nobody need be told so any more.
    mutating func forgetSessions(endedBefore moment: Timestamp) {
        entries = entries.filter { $0.value.expiration.map { $0 >= moment } ?? true }
    }
}

/// Temporary credentials.
struct Session: Sendable, Codable, Hashable {
    let accessKeyID: String
    let secretAccessKey: String
    let sessionToken: String
    let expiration: Timestamp
}
