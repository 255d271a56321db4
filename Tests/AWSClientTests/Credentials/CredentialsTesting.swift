import CurlHTTP
import Foundation
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

/// A clock that stands still, unless it is moved or somebody sleeps on it.
final class SteppedClock: Sendable {
    /// 2026-01-15T12:00:00Z
    static let noon = Timestamp(secondsSinceEpoch: 1_768_478_400)
    private let state = Lock((now: noon, sleeps: [Duration]()))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now + duration }
    }

    var source: TimeSource {
        TimeSource(
            now: { self.state.withLock { $0.now } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.now = $0.now + duration
                    $0.sleeps.append(duration)
                }
            }
        )
    }
}

extension ResolvedCredentials {
    /// Credentials with that key, that expire so long after noon.
    static func testing(_ key: String, expiringAfter duration: Duration? = nil) -> ResolvedCredentials {
        ResolvedCredentials(
            Credentials(accessKeyID: key, secretAccessKey: "secret of \(key)"),
            expiration: duration.map { SteppedClock.noon + $0 }
        )
    }
}

/// What the provider refuses with, or nil when it has credentials.
func refusal(of provider: any CredentialsProvider) async -> CredentialsError? {
    do {
        _ = try await provider.resolve()
        return nil
    } catch {
        return error
    }
}

/// The only refusal's reason, checked to be a failure, or not.
func expectRefusal(
    of provider: any CredentialsProvider,
    isFailure: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> String {
    let error = try #require(await refusal(of: provider), sourceLocation: sourceLocation)
    #expect(error.refusals.count == 1, sourceLocation: sourceLocation)
    #expect(error.isFailure == isFailure, sourceLocation: sourceLocation)
    return try #require(error.refusals.first, sourceLocation: sourceLocation).reason
}

/// A credentials document as an endpoint answers with it.
func document(_ key: String, token: String = "Token", expiration: String = "2026-01-15T18:00:00Z") -> String {
    """
    {"Code": "Success", "Version": 1, "AccessKeyId": "\(key)", "SecretAccessKey": "SECRET", "\(token)": "TOKEN",
     "Expiration": "\(expiration)", "LastUpdated": "2026-01-15T11:00:00Z", "AccountId": "123456789012"}
    """
}

/// An STS that gives sessions of any role: the key's identifier is the action and the caller's key.
func makeSTS() throws -> LoopbackServer {
    try LoopbackServer { request in
        let action = request.form["Action"] ?? ""
        return .response(
            200,
            [("Content-Type", "text/xml")],
            body: """
                <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result>
                <Credentials><AccessKeyId>ASIA\(action)</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey>
                <SessionToken>TOKEN</SessionToken><Expiration>2026-01-15T13:00:00Z</Expiration></Credentials>
                </\(action)Result></\(action)Response>
                """
        )
    }
}

extension ReceivedRequest {
    /// The parameters of a form.
    var form: [String: String] {
        var components = URLComponents()
        components.percentEncodedQuery = text
        return Dictionary(
            (components.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
