import Platform
import SigV4

@testable import AWSClient

/// Gives the credentials of a list, the next one whenever the present one is invalidated; the last stays.
final class FakeProvider: CredentialsProvider {
    let name = "fake"
    private let rest: Lock<[Result<ResolvedCredentials, CredentialsError>]>
    private let invalidations = Lock<[ResolvedCredentials]>([])

    init(_ results: Result<ResolvedCredentials, CredentialsError>...) {
        rest = Lock(results)
    }

    var invalidated: [ResolvedCredentials] { invalidations.withLock { $0 } }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        guard let result = rest.withLock({ $0.first }) else { throw CredentialsError([]) }
        return try result.get()
    }

    func invalidate(_ refused: ResolvedCredentials) async {
        invalidations.withLock { $0.append(refused) }
        rest.withLock { rest in
            if rest.count > 1 { rest.removeFirst() }
        }
    }
}

extension ResolvedCredentials {
    /// A user's keys, and those of a session.
    static let long = ResolvedCredentials(
        Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: exampleSecret)
    )
    static let session = ResolvedCredentials(
        Credentials(
            accessKeyID: "ASIDEXAMPLE",
            secretAccessKey: exampleSecret,
            sessionToken: "SESSIONTOKENEXAMPLE//+="
        )
    )
}

/// The secret of AWS's documentation.
let exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
