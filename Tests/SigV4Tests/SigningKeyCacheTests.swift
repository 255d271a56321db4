import Testing

@testable import SigV4

@Suite struct `A signing key cache` {
    private let scope = CredentialScope(date: "20260115", region: "eu-west-1", service: "ec2")

    @Test func `derives a key once, however many ask for it at once`() async {
        let cache = SigningKeyCache()
        await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { _ = cache.signingKey(secretAccessKey: "secret", scope: scope) }
            }
        }
        #expect(cache.derivations == 1)
    }

    @Test func `derives a key anew for another secret, day, region or service`() {
        let cache = SigningKeyCache()
        _ = cache.signingKey(secretAccessKey: "secret", scope: scope)
        _ = cache.signingKey(secretAccessKey: "other", scope: scope)
        for other in [
            CredentialScope(date: "20260116", region: "eu-west-1", service: "ec2"),
            CredentialScope(date: "20260115", region: "eu-west-2", service: "ec2"),
            CredentialScope(date: "20260115", region: "eu-west-1", service: "sts"),
        ] {
            _ = cache.signingKey(secretAccessKey: "secret", scope: other)
        }
        #expect(cache.derivations == 5)
        #expect(cache.count == 5)
    }

    @Test func `drops the key that was used longest ago when it is full`() {
        let cache = SigningKeyCache(capacity: 2)
        for secret in ["a", "b", "a", "c"] { _ = cache.signingKey(secretAccessKey: secret, scope: scope) }
        #expect(cache.count == 2)
        #expect(cache.derivations == 3)
        _ = cache.signingKey(secretAccessKey: "a", scope: scope)
        #expect(cache.derivations == 3)
        _ = cache.signingKey(secretAccessKey: "b", scope: scope)
        #expect(cache.derivations == 4)
    }

    @Test func `gives keys that sign alike from any thread`() async {
        let cache = SigningKeyCache()
        let signer = Signer(service: "ec2", region: "eu-west-1", keyCache: cache)
        let signatures = await withTaskGroup(returning: Set<String>.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let signed = try? signer.signShowingSteps(
                        Example.request(),
                        payload: .bytes(Example.body),
                        credentials: Example.credentials,
                        at: Example.time
                    )
                    return signed?.signature ?? ""
                }
            }
            return await group.reduce(into: []) { $0.insert($1) }
        }
        #expect(signatures.count == 1)
        #expect(signatures.first?.utf8.count == 64)
    }
}
