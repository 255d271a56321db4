import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite struct `Credentials in the environment` {
    @Test func `are key, secret, token and, if it says so, their end`() async throws {
        let resolved = try await EnvironmentProvider([
            "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_SESSION_TOKEN": "TOKEN",
            "AWS_SECURITY_TOKEN": "OLD", "AWS_CREDENTIAL_EXPIRATION": "2026-01-15T12:00:00Z",
        ]).resolve()
        let expected = Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        #expect(resolved == ResolvedCredentials(expected, expiration: SteppedClock.noon))
    }

    @Test func `may have their token under its old name, or none`() async throws {
        let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "SECRET"]
        let plain = try await EnvironmentProvider(Environment(keys)).resolve()
        #expect(plain.credentials.sessionToken == nil && plain.expiration == nil)
        let old = keys.merging(["AWS_SECURITY_TOKEN": "OLD"]) { $1 }
        #expect(try await EnvironmentProvider(Environment(old)).resolve().credentials.sessionToken == "OLD")
    }

    @Test(arguments: [[:], ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]])
    func `that are absent or empty are not configured`(variables: [String: String]) async throws {
        let provider = EnvironmentProvider(Environment(variables))
        #expect(try await expectRefusal(of: provider, isFailure: false) == "AWS_ACCESS_KEY_ID is not set")
    }

    @Test(arguments: [
        (
            ["AWS_ACCESS_KEY_ID": "AKID"],
            "AWS_ACCESS_KEY_ID is there, but AWS_SECRET_ACCESS_KEY is missing"
        ),
        (
            ["AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_ACCESS_KEY_ID": ""],
            "AWS_SECRET_ACCESS_KEY is there, but AWS_ACCESS_KEY_ID is missing"
        ),
        (
            ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "SECRET\n"],
            "AWS_SECRET_ACCESS_KEY has a space, a line break or another character that no such value has"
        ),
        (
            ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "SECRET é"],
            "AWS_SESSION_TOKEN has a space, a line break or another character that no such value has"
        ),
        (
            ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_CREDENTIAL_EXPIRATION": "noon"],
            "AWS_CREDENTIAL_EXPIRATION is 'noon', and not a date such as 2026-01-15T12:00:00Z"
        ),
    ])
    func `that are half set, or can't be, fail and name the variable`(
        variables: [String: String],
        reason: String
    ) async throws {
        let provider = EnvironmentProvider(Environment(variables))
        #expect(try await expectRefusal(of: provider, isFailure: true) == reason)
    }
}
