import CurlHTTP
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `The instance metadata service` {
    private let clock = SteppedClock()

    /// A metadata service that answers as told: to the request for a token, for the role, for its credentials.
    private func service(
        token: Reply = .response(200, body: "SESSION"),
        role: Reply = .response(200, body: "my-role\n"),
        credentials: Reply = .response(200, body: document("ASIA"))
    ) throws -> LoopbackServer {
        try LoopbackServer { request in
            switch (request.method, request.target) {
            case ("PUT", "/latest/api/token"): token
            case ("GET", "/latest/meta-data/iam/security-credentials/"): role
            case ("GET", "/latest/meta-data/iam/security-credentials/my-role"): credentials
            default: .response(400)
            }
        }
    }

    @Test func `is asked for a session token, the role and its credentials, past any proxy`() async throws {
        let server = try service()
        let provider = InstanceMetadataProvider(
            SettingReader(
                environment: [
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT": "\(server.url)/",
                    "AWS_METADATA_SERVICE_TIMEOUT": "30",
                ],
                profile: nil
            ),
            transport: HTTPTransport(
                TransportConfiguration(environment: ["http_proxy": "http://127.0.0.1:1"])
            ),
            time: clock.source
        )
        let resolved = try await provider.resolve()
        let expected = Credentials(accessKeyID: "ASIA", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        #expect(
            resolved == ResolvedCredentials(expected, expiration: SteppedClock.noon + .seconds(6 * 3_600))
        )
        #expect(server.requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(server.requests[0][field: "x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(server.requests.map { $0[field: "x-aws-ec2-metadata-token"] } == [nil, "SESSION", "SESSION"])
    }

    @Test(arguments: [403, 404, 405])
    func `that knows no tokens is asked without one, unless that is disabled`(status: Int) async throws {
        let server = try service(token: .response(status))
        #expect(try await provider(server).resolve().credentials.accessKeyID == "ASIA")
        #expect(server.requests.allSatisfy { $0[field: "x-aws-ec2-metadata-token"] == nil })
        let reason = try await expectRefusal(
            of: provider(server, ["AWS_EC2_METADATA_V1_DISABLED": "true"]),
            isFailure: true
        )
        #expect(
            reason
                == "it has no session tokens (HTTP \(status)), and version 1, which needs none, is disabled"
        )
    }

    @Test func `is not asked when it is disabled`() async throws {
        let server = try service()
        let disabled = provider(server, ["AWS_EC2_METADATA_DISABLED": "True"])
        #expect(
            try await expectRefusal(of: disabled, isFailure: false) == "AWS_EC2_METADATA_DISABLED is true"
        )
        #expect(server.requests.isEmpty)
    }

    @Test func `that gives no answer isn't there`() async throws {
        let silent = try service(token: Reply.response(200, body: "SESSION").delayed(by: .seconds(20)))
        let hasty = provider(silent, ["AWS_METADATA_SERVICE_TIMEOUT": "3"])
        let reason = try await expectRefusal(of: hasty, isFailure: false)
        #expect(reason.contains("this isn't an EC2 instance"))
        #expect(silent.requests.count == 1)
        let absent = InstanceMetadataProvider(
            SettingReader(
                environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"],
                profile: nil
            ),
            transport: HTTPTransport(),
            time: clock.source
        )
        #expect(try await expectRefusal(of: absent, isFailure: false).contains("hop limit"))
    }

    @Test func `is asked as often as configured`() async throws {
        let server = try service(token: Reply([.close]))
        let patient = provider(server, ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"])
        #expect(try await expectRefusal(of: patient, isFailure: false).contains("No answer"))
        #expect(server.requests.count >= 3)
    }

    @Test func `of an instance without a role has no credentials`() async throws {
        let server = try service(role: .response(404))
        #expect(try await expectRefusal(of: provider(server), isFailure: false) == "the instance has no role")
    }

    @Test func `that answers something else fails, and says to what`() async throws {
        let failed = #"{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role"}"#
        let table: [(LoopbackServer, String)] = [
            (try service(token: .response(400)), "it answered the request for a session token with HTTP 400"),
            (try service(token: .response(200)), "it answered the request for a session token with none"),
            (
                try service(token: .response(200, body: "a\r\nb")),
                "it answered the request for a session token with none"
            ),
            (
                try service(role: .response(500)),
                "it answered the question for the instance's role with HTTP 500"
            ),
            (
                try service(role: .response(200, body: "<html> </html>")),
                "it answered the question for the instance's role with something else"
            ),
            (try service(credentials: .response(503)), "it answered HTTP 503 for role my-role"),
            (try service(credentials: .response(200, body: "SECRET")), "the answer is not a JSON object"),
            (
                try service(credentials: .response(200, body: failed)),
                "role my-role has no credentials: AssumeRoleUnauthorizedAccess: EC2 cannot assume the role"
            ),
        ]
        for (server, reason) in table {
            #expect(try await expectRefusal(of: provider(server), isFailure: true) == reason)
        }
    }

    @Test func `has credentials that it could not renew used a while longer`() async throws {
        let old = document("OLD", expiration: "2026-01-15T11:59:00Z")
        let server = try service(credentials: .response(200, body: old))
        let resolved = try await provider(server).resolve()
        #expect(resolved.expiration == SteppedClock.noon + .seconds(20 * 60))
    }

    @Test(arguments: [
        ([:], "http://169.254.169.254"),
        (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "http://[fd00:ec2::254]"),
        (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "ipv4"], "http://169.254.169.254"),
        (
            [
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://h:1",
                "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6",
            ], "http://h:1"
        ),
    ])
    func `is at one of its addresses, or where it is said to be`(
        variables: [String: String],
        url: String
    ) throws {
        let reader = SettingReader(environment: Environment(variables), profile: nil)
        let settings = try InstanceMetadataSettings(reader)
        #expect("\(settings.endpoint.scheme)://\(settings.endpoint.authority)" == url)
        #expect(settings.timeout == .seconds(1) && settings.maxAttempts == 1 && settings.allowsVersion1)
    }

    @Test(arguments: [
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5", "'IPv5' is not accepted; say IPv4 or IPv6"),
        ("AWS_EC2_METADATA_V1_DISABLED", "si", "'si' is not accepted; say true or false"),
        ("AWS_METADATA_SERVICE_TIMEOUT", "0", "'0' is not accepted; say a whole number from 1 to 60"),
        ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "x", "'x' is not accepted; say a whole number from 1 to 10"),
    ])
    func `with a setting that can't be used fails`(
        variable: String,
        value: String,
        problem: String
    ) async throws {
        let server = try service()
        let provider = provider(server, [variable: value], endpoint: false)
        #expect(try await expectRefusal(of: provider, isFailure: true) == "\(variable): \(problem)")
    }

    private func provider(
        _ server: LoopbackServer,
        _ variables: [String: String] = [:],
        endpoint: Bool = true
    ) -> InstanceMetadataProvider {
        // A test's server may be slow where many tests run at once.
        var variables = ["AWS_METADATA_SERVICE_TIMEOUT": "30"].merging(variables) { $1 }
        if endpoint { variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = server.url }
        return InstanceMetadataProvider(
            SettingReader(environment: Environment(variables), profile: nil),
            transport: HTTPTransport(),
            time: clock.source
        )
    }
}
