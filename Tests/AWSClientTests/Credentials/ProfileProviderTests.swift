import Foundation
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite struct `A profile's own credentials` {
    private static let keys = "aws_access_key_id = AKID\naws_secret_access_key = SECRET\n"

    @Test func `are keys in either file`() async throws {
        let keys = Self.keys + "aws_session_token = TOKEN\n"
        let expected = Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        let inConfig = try provider("dev", config: "[profile dev]\n\(keys)")
        #expect(try await inConfig.resolve() == ResolvedCredentials(expected))
        let inCredentials = try provider("dev", credentials: "[dev]\n\(keys)")
        #expect(try await inCredentials.resolve() == ResolvedCredentials(expected))
    }

    @Test func `are the credentials file's before a process's, and a process's before the config file's`()
        async throws
    {
        let process =
            "credential_process = printf '%s' '\(oneLine(document("PROCESS", token: "SessionToken")))'\n"
        let all = try provider(
            "dev",
            config: "[profile dev]\n\(process)\(Self.keys)",
            credentials: "[dev]\naws_access_key_id = FILE\naws_secret_access_key = SECRET\n"
        )
        #expect(try await all.resolve().credentials.accessKeyID == "FILE")
        let two = try provider("dev", config: "[profile dev]\n\(process)\(Self.keys)")
        let resolved = try await two.resolve()
        #expect(resolved.credentials.accessKeyID == "PROCESS")
        #expect(resolved.credentials.sessionToken == "TOKEN")
        #expect(resolved.expiration?.iso8601 == "2026-01-15T18:00:00.000Z")
    }

    @Test func `never mix a key of one file with a secret of the other`() async throws {
        let mixed = try provider(
            "dev",
            config: "[profile dev]\naws_secret_access_key = SECRET\n",
            credentials: "[dev]\naws_access_key_id = AKID\n"
        )
        #expect(
            try await expectRefusal(of: mixed, isFailure: true)
                == "aws_access_key_id is there, but aws_secret_access_key is missing"
        )
    }

    @Test func `are not inherited from default`() async throws {
        let bare = try provider("bare", config: "[default]\n\(Self.keys)[profile bare]\nregion = x-y-1\n")
        let reason = try await expectRefusal(of: bare, isFailure: false)
        #expect(reason == "it has neither aws_access_key_id nor credential_process nor role_arn")
    }

    @Test func `are none when there is no such profile`() async throws {
        let absent = try provider("default")
        #expect(try await expectRefusal(of: absent, isFailure: false) == "it isn't in config and credentials")
    }

    @Test(arguments: ["sso_session = corp", "sso_start_url = https://x", "login_session = arn:aws:x"])
    func `that need a browser are refused, saying what to do`(setting: String) async throws {
        let browser = try provider("dev", config: "[profile dev]\n\(setting)\n\(Self.keys)")
        let reason = try await expectRefusal(of: browser, isFailure: true)
        #expect(reason.contains("aws configure export-credentials --profile dev --format process"))
    }

    private func provider(
        _ name: String,
        config: String = "",
        credentials: String = ""
    ) throws -> ProfileProvider {
        ProfileProvider(
            profile: name,
            configuration: try .of(
                ["PATH": "/usr/bin:/bin"],
                config: "[profile dev]\n[profile bare]\n" + config,
                credentials: credentials
            )
        )
    }

    private func oneLine(_ text: String) -> String {
        text.replacing("\n", with: "")
    }
}
