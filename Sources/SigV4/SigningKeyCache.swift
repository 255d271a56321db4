internal import Platform

/// Keeps derived signing keys, because deriving one costs four HMACs and it stays the same for a day.
///
/// A key is found by the hash of the secret it was made from and its scope; the secret itself isn't kept. When the
/// cache is full the key that was used longest ago makes room.
public final class SigningKeyCache: Sendable {
    private struct Entry {
        let key: SigningKey
        var lastUse: UInt64
    }

    private struct State {
        var entries: [SHA256Digest: Entry] = [:]
        var uses: UInt64 = 0
        var derivations = 0
    }

    private let state = Lock(State())
    private let capacity: Int

    /// A cache for at most that many keys, one at least.
    public init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
    }

    /// The key of that secret for that scope, derived under the lock, so that it is derived only once however many
    /// threads ask for it at the same time.
    func signingKey(secretAccessKey: String, scope: CredentialScope) -> SigningKey {
        // A scope has no line break, so different pairs are different texts.
        let identity = SHA256Digest(of: joinedBytes(secretAccessKey, "\n", scope.description))
        return state.withLock { state in
            state.uses += 1
            if let index = state.entries.index(forKey: identity) {
                state.entries.values[index].lastUse = state.uses
                return state.entries.values[index].key
            }
            if state.entries.count >= capacity,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
            }
            let key = SigningKey(secretAccessKey: secretAccessKey, scope: scope)
            state.derivations += 1
            state.entries[identity] = Entry(key: key, lastUse: state.uses)
            return key
        }
    }

    /// How many keys were derived so far.
    var derivations: Int { state.withLock { $0.derivations } }
    /// How many keys are kept.
    var count: Int { state.withLock { $0.entries.count } }
}
