import CurlHTTP
import Platform
import SigV4
import Testing

@testable import AWSClient

/// A provider that says what the test tells it to, and counts how often it was asked.
final class ScriptedProvider: CredentialsProvider {
    typealias Answer = Result<ResolvedCredentials, CredentialsError>

    let name: String
    private let state: Lock<(answers: [Answer], asked: Int, refused: [ResolvedCredentials])>

    /// The last answer is given again and again.
    init(_ name: String, _ answers: Answer...) {
        self.name = name
        state = Lock((answers, 0, []))
    }

    static func refusing(_ name: String, isFailure: Bool) -> ScriptedProvider {
        let error: CredentialsError =
            isFailure ? .failed(name, "broken") : .notConfigured(name, "nothing set")
        return ScriptedProvider(name, .failure(error))
    }

    var asked: Int { state.withLock { $0.asked } }
    var refused: [ResolvedCredentials] { state.withLock { $0.refused } }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        let answer: Answer = state.withLock { state in
            state.asked += 1
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        return try answer.get()
    }

    func invalidate(_ refused: ResolvedCredentials) async {
        state.withLock { $0.refused.append(refused) }
    }
}

@Suite struct `A provider chain` {
    @Test func `asks in order until one has credentials`() async throws {
        let first = ScriptedProvider.refusing("first", isFailure: false)
        let second = ScriptedProvider("second", .success(.testing("SECOND")))
        let third = ScriptedProvider("third", .success(.testing("THIRD")))
        let chain = ProviderChain([first, second, third])
        #expect(chain.name == "provider chain")
        #expect(try await chain.resolve() == .testing("SECOND"))
        #expect(chain.name == "second")
        #expect(third.asked == 0)
    }

    @Test func `keeps to the provider that has answered, even when it fails later`() async throws {
        let first = ScriptedProvider.refusing("first", isFailure: false)
        let second = ScriptedProvider(
            "second",
            .success(.testing("SECOND")),
            .failure(.notConfigured("second", "gone"))
        )
        let third = ScriptedProvider("third", .success(.testing("THIRD")))
        let chain = ProviderChain([first, second, third])
        _ = try await chain.resolve()
        #expect(await refusal(of: chain)?.description == "No AWS credentials. second: gone")
        #expect(first.asked == 1 && third.asked == 0)
        await chain.invalidate(.testing("SECOND"))
        #expect(second.refused == [.testing("SECOND")] && first.refused.isEmpty)
    }

    @Test func `stops at a provider that is configured and fails`() async throws {
        let last = ScriptedProvider("last", .success(.testing("LAST")))
        let chain = ProviderChain([
            ScriptedProvider.refusing("first", isFailure: false),
            ScriptedProvider.refusing("second", isFailure: true),
            last,
        ])
        #expect(
            await refusal(of: chain)?.description == "No AWS credentials. first: nothing set; second: broken"
        )
        #expect(last.asked == 0)
    }

    @Test func `of the configuration lists what every provider said`() async throws {
        let configuration = try AWSConfiguration.of(["AWS_EC2_METADATA_DISABLED": "true"])
        let provider = configuration.credentialsProvider(transport: HTTPTransport())
        let error = try #require(await refusal(of: provider))
        #expect(!error.isFailure)
        #expect(
            error.description == "No AWS credentials. environment: AWS_ACCESS_KEY_ID is not set;"
                + " role of profile 'default': no role_arn is configured;"
                + " web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set;"
                + " profile 'default': it isn't in config and credentials;"
                + " container endpoint: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set;"
                + " instance metadata: AWS_EC2_METADATA_DISABLED is true"
        )
    }

    @Test func `of the configuration has the environment win, unless the program names the profile`()
        async throws
    {
        let environment: Environment = [
            "AWS_ACCESS_KEY_ID": "ENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_PROFILE": "dev",
        ]
        let credentials = "[dev]\naws_access_key_id = PROFILE\naws_secret_access_key = SECRET\n"
        let byVariable = try AWSConfiguration.of(environment, credentials: credentials)
            .credentialsProvider(transport: HTTPTransport())
        #expect(try await byVariable.resolve().credentials.accessKeyID == "ENVIRONMENT")
        #expect(byVariable.name == "environment")
        let inCode = try AWSConfiguration.of(environment, credentials: credentials, profile: "dev")
            .credentialsProvider(transport: HTTPTransport())
        #expect(try await inCode.resolve().credentials.accessKeyID == "PROFILE")
        #expect(inCode.name == "profile 'dev'")
    }
}
