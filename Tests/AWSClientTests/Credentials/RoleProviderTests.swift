import CurlHTTP
import Foundation
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A profile's role` {
    private static let config = """
        [profile app]
        role_arn = arn:aws:iam::123456789012:role/app
        source_profile = keys
        external_id = EXTERNAL
        role_session_name = nightly
        duration_seconds = 1800
        [profile keys]
        aws_access_key_id = AKIDKEYS
        aws_secret_access_key = SECRET
        [profile chained]
        role_arn = arn:aws:iam::123456789012:role/chained
        source_profile = app
        [profile self]
        role_arn = arn:aws:iam::123456789012:role/self
        source_profile = self
        aws_access_key_id = AKIDSELF
        aws_secret_access_key = SECRET
        [profile environment]
        role_arn = arn:aws:iam::123456789012:role/environment
        credential_source = environment
        [profile container]
        role_arn = arn:aws:iam::123456789012:role/container
        credential_source = EcsContainer
        [profile mfa]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        mfa_serial = arn:aws:iam::123456789012:mfa/me
        [profile both]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        credential_source = Environment
        [profile neither]
        role_arn = arn:aws:iam::123456789012:role/x
        [profile unknown]
        role_arn = arn:aws:iam::123456789012:role/x
        credential_source = Somewhere
        [profile dangling]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = gone
        [profile loop]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = pool
        [profile pool]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = loop
        [profile short]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        duration_seconds = 60
        [profile hollow]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = empty
        [profile empty]
        region = eu-west-1
        [profile web]
        role_arn = arn:aws:iam::123456789012:role/web
        web_identity_token_file = TOKENFILE
        """

    private let clock = SteppedClock()

    @Test func `is taken with the source profile's keys and all its settings`() async throws {
        let sts = try makeSTS()
        let resolved = try await chain("app", sts).resolve()
        #expect(resolved.credentials.accessKeyID == "ASIAAssumeRole")
        #expect(resolved.expiration == SteppedClock.noon + .seconds(3_600))
        let form = try #require(sts.requests.first).form
        #expect(form["Action"] == "AssumeRole")
        #expect(form["RoleArn"] == "arn:aws:iam::123456789012:role/app")
        #expect(form["RoleSessionName"] == "nightly")
        #expect(form["ExternalId"] == "EXTERNAL")
        #expect(form["DurationSeconds"] == "1800")
        #expect(signingKeys(sts) == ["AKIDKEYS"])
    }

    @Test func `may start from a role, each signed for with the one before`() async throws {
        let sts = try makeSTS()
        _ = try await chain("chained", sts).resolve()
        #expect(
            sts.requests.map { $0.form["RoleArn"] }
                == ["arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/chained"]
        )
        #expect(sts.requests.last?.form["RoleSessionName"] == "snap-and-tag-1768478400")
        #expect(signingKeys(sts) == ["AKIDKEYS", "ASIAAssumeRole"])
        #expect(sts.requests.map { $0[field: "x-amz-security-token"] } == [nil, "TOKEN"])
    }

    @Test func `may start from keys of the same profile`() async throws {
        let sts = try makeSTS()
        _ = try await chain("self", sts).resolve()
        #expect(sts.requests.map { $0.form["RoleArn"] } == ["arn:aws:iam::123456789012:role/self"])
        #expect(signingKeys(sts) == ["AKIDSELF"])
    }

    @Test func `may start from the environment or the container endpoint`() async throws {
        let sts = try makeSTS()
        let container = try LoopbackServer { _ in .response(200, body: document("ASIACONTAINER")) }
        let environment = [
            "AWS_ACCESS_KEY_ID": "AKIDENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "SECRET",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": container.url,
        ]
        for profile in ["environment", "container"] {
            // Named in code, so that the environment's own keys don't answer first.
            let resolved = try await chain(profile, sts, environment, isExplicit: true).resolve()
            #expect(resolved.credentials.accessKeyID == "ASIAAssumeRole")
        }
        #expect(container.requests.count == 1)
        #expect(signingKeys(sts) == ["AKIDENVIRONMENT", "ASIACONTAINER"])
        #expect(
            sts.requests.map { $0.form["RoleArn"] ?? "" }.map { $0.suffix(9) } == ["vironment", "container"]
        )
    }

    @Test(arguments: [
        ("both", "it has both source_profile and credential_source, and may have one"),
        ("neither", "it has neither source_profile nor credential_source, and needs one"),
        (
            "unknown",
            "credential_source is 'Somewhere', and not one of Environment, EcsContainer, Ec2InstanceMetadata"
        ),
        ("dangling", "its source_profile 'gone' isn't in config and credentials"),
        (
            "loop",
            "its source has no credentials (role of profile 'pool': its source_profile leads back to itself:"
                + " 'loop' → 'pool' → 'loop')"
        ),
        ("short", "duration_seconds is '60', and not a number from 900 to 43200"),
        (
            "hollow",
            "its source has no credentials (web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set; profile 'empty':"
                + " it has neither aws_access_key_id nor credential_process nor role_arn)"
        ),
    ])
    func `that can't be taken fails, and says why`(profile: String, reason: String) async throws {
        let sts = try makeSTS()
        let error = try #require(await refusal(of: chain(profile, sts)))
        #expect(error.isFailure)
        #expect(error.refusals.last?.provider == "role of profile '\(profile)'")
        #expect(error.refusals.last?.reason == reason)
        #expect(sts.requests.isEmpty)
    }

    @Test func `that asks for a code of a device is refused, saying what to do`() async throws {
        let error = try #require(await refusal(of: chain("mfa", makeSTS())))
        #expect(error.isFailure)
        #expect(error.description.contains("aws configure export-credentials --profile mfa"))
    }

    @Test func `that STS refuses fails with STS's words`() async throws {
        let sts = try LoopbackServer { _ in
            .response(
                403,
                body: """
                    <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error>
                    <RequestId>r-1</RequestId></ErrorResponse>
                    """
            )
        }
        let error = try #require(await refusal(of: chain("app", sts)))
        #expect(error.isFailure)
        #expect(error.description.contains("sts:AssumeRole failed with AccessDenied (HTTP 403): not you"))
        #expect(error.description.contains("r-1"))
    }

    @Test func `without a region for STS fails, and says so`() async throws {
        let configuration = try AWSConfiguration.of(["AWS_PROFILE": "app"], config: Self.config)
        let chain = configuration.providerChain(transport: HTTPTransport(), time: clock.source)
        let error = try #require(await refusal(of: chain))
        #expect(
            error.isFailure && error.description.contains("neither AWS_REGION nor AWS_DEFAULT_REGION is set")
        )
    }

    @Test func `for a web identity is taken with the token in the file, read anew each time`() async throws {
        try await withTemporaryFolder { folder in
            let sts = try makeSTS()
            let file = folder.appending(path: "token")
            let configurations = [
                [
                    "AWS_WEB_IDENTITY_TOKEN_FILE": file.path, "AWS_ROLE_ARN": "arn:role",
                    "AWS_ROLE_SESSION_NAME": "pod",
                ],
                ["AWS_PROFILE": "web"],
            ]
            for variables in configurations {
                let config = Self.config.replacing("TOKENFILE", with: file.path)
                let chain = try chain(variables["AWS_PROFILE"], sts, variables, config: config)
                for token in ["one", "two\n"] {
                    try Data(token.utf8).write(to: file)
                    let resolved = try await chain.resolve()
                    #expect(resolved.credentials.accessKeyID == "ASIAAssumeRoleWithWebIdentity")
                }
            }
            #expect(sts.requests.map { $0.form["WebIdentityToken"] } == ["one", "two", "one", "two"])
            #expect(
                sts.requests.map { $0.form["RoleSessionName"] }
                    == ["pod", "pod", "snap-and-tag-1768478400", "snap-and-tag-1768478400"]
            )
            #expect(sts.requests.last?.form["RoleArn"] == "arn:aws:iam::123456789012:role/web")
            #expect(sts.requests.allSatisfy { $0[field: "authorization"] == nil })
        }
    }

    @Test func `for a web identity fails without a role, and without a token`() async throws {
        try await withTemporaryFolder { folder in
            let sts = try makeSTS()
            let empty = folder.appending(path: "empty")
            try Data().write(to: empty)
            let table = [
                (
                    ["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent"],
                    "there is a token file, but neither AWS_ROLE_ARN nor a role_arn"
                ),
                (
                    ["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent", "AWS_ROLE_ARN": "arn"],
                    "AWS_WEB_IDENTITY_TOKEN_FILE: Can't read /nonexistent: No such file or directory."
                ),
                (
                    ["AWS_WEB_IDENTITY_TOKEN_FILE": empty.path, "AWS_ROLE_ARN": "arn"],
                    "AWS_WEB_IDENTITY_TOKEN_FILE: the file \(empty.path) is empty"
                ),
            ]
            for (variables, reason) in table {
                let error = try #require(await refusal(of: chain(nil, sts, variables)))
                #expect(error.isFailure)
                #expect(error.refusals.last?.provider == "web identity")
                #expect(error.refusals.last?.reason == reason)
            }
            #expect(sts.requests.isEmpty)
        }
    }

    /// The keys that STS's requests were signed with.
    private func signingKeys(_ sts: LoopbackServer) -> [String] {
        sts.requests.map { request in
            let authorization = request[field: "authorization"] ?? ""
            return String(
                authorization.split(separator: "Credential=").last?.split(separator: "/").first ?? ""
            )
        }
    }

    private func chain(
        _ profile: String?,
        _ sts: LoopbackServer,
        _ variables: [String: String] = [:],
        isExplicit: Bool = false,
        config: String = config
    ) throws -> ProviderChain {
        var variables = variables
        variables["AWS_REGION"] = "eu-west-1"
        variables["AWS_ENDPOINT_URL_STS"] = sts.url
        if let profile, !isExplicit { variables["AWS_PROFILE"] = profile }
        return try AWSConfiguration.of(
            Environment(variables),
            config: config,
            profile: isExplicit ? profile : nil
        ).providerChain(transport: HTTPTransport(), time: clock.source)
    }
}
