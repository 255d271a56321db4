import LoopbackServer
import Platform
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A call of STS` {
    private static func credentials(_ action: String) -> String {
        "<\(action)Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><\(action)Result><AssumedRoleUser>"
            + "<AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
            + "</AssumedRoleUser><Credentials><AccessKeyId>ASIDEXAMPLE</AccessKeyId>"
            + "<SecretAccessKey>\(exampleSecret)</SecretAccessKey><SessionToken>SESSIONTOKENEXAMPLE//+=</SessionToken>"
            + "<Expiration>2026-01-15T13:00:00Z</Expiration></Credentials></\(action)Result><ResponseMetadata>"
            + "<RequestId>r</RequestId></ResponseMetadata></\(action)Response>"
    }

    private let role = "arn:aws:iam::123456789012:role/r"
    private let expected = AssumedRole(
        credentials: ResolvedCredentials(
            ResolvedCredentials.session.credentials,
            expiration: Timestamp(iso8601: "2026-01-15T13:00:00Z")
        ),
        arn: "arn:aws:sts::123456789012:assumed-role/r/s"
    )

    @Test func `tells whose the credentials are`() async throws {
        let body = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>
              </GetCallerIdentityResult>
              <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
            </GetCallerIdentityResponse>
            """
        let fake = try FakeService(.sts, replies: [.response(200, body: body)])
        let identity = try await fake.sts.getCallerIdentity()
        #expect(
            identity
                == CallerIdentity(
                    account: "123456789012",
                    arn: "arn:aws:iam::123456789012:user/u",
                    userID: "AIDAEXAMPLE"
                )
        )
        #expect(fake.forms == ["Action=GetCallerIdentity&Version=2011-06-15"])
    }

    @Test func `gets a role's credentials`() async throws {
        let reply = Reply.response(200, body: Self.credentials("AssumeRole"))
        let fake = try FakeService(.sts, replies: [reply, reply])
        #expect(
            try await fake.sts.assumeRole(
                roleARN: role,
                sessionName: "s",
                durationSeconds: 900,
                externalID: "x y"
            ) == expected
        )
        _ = try await fake.sts.assumeRole(roleARN: role, sessionName: "s")
        #expect(
            fake.forms == [
                "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr"
                    + "&RoleSessionName=s&DurationSeconds=900&ExternalId=x%20y",
                "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr"
                    + "&RoleSessionName=s",
            ]
        )
        #expect(fake.requests.allSatisfy { $0[field: "authorization"] != nil })
    }

    @Test func `gets credentials for a web identity without a signature or a provider`() async throws {
        let body = Self.credentials("AssumeRoleWithWebIdentity")
        let fake = try FakeService(.sts, credentials: nil, replies: [.response(200, body: body)])
        let session = try await fake.sts.assumeRoleWithWebIdentity(
            roleARN: role,
            sessionName: "s",
            webIdentityToken: "ey.J.x"
        )
        #expect(session == expected)
        let request = try #require(fake.requests.first)
        #expect(request.text.hasSuffix("&RoleSessionName=s&WebIdentityToken=ey.J.x"))
        #expect(request[field: "authorization"] == nil)
        #expect(request[field: "x-amz-date"] == nil)
        #expect(request[field: "x-amz-security-token"] == nil)
    }

    @Test func `shows no secret of an answer that was cut off, at any place`() async throws {
        let body = Self.credentials("AssumeRole")
        for count in stride(from: 0, to: body.utf8.count, by: 37) {
            let fake = try FakeService(.sts, replies: [.response(200, body: String(body.prefix(count)))])
            let error = await failure { () throws(AWSClientError) in
                try await fake.sts.assumeRole(roleARN: role, sessionName: "s")
            }
            guard case .response(let response) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(response.beginning.isEmpty)
            #expect(!"\(response)".contains("EXAMPLEKEY") && !"\(response)".contains("SESSIONTOKEN"))
        }
    }

    @Test(arguments: ["AccessKeyId", "SecretAccessKey", "SessionToken", "Credentials", "AssumeRoleResult"])
    func `refuses an answer without a part of the credentials`(element: String) async throws {
        let body = Self.credentials("AssumeRole").replacing("<\(element)>", with: "<Other>")
            .replacing("</\(element)>", with: "</Other>")
        let fake = try FakeService(.sts, replies: [.response(200, body: body)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.sts.assumeRole(roleARN: role, sessionName: "s")
        }
        guard case .response(let response) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(response.problem.hasSuffix("has no <\(element)>"))
    }

    @Test func `that is refused has the error of the Query services`() async throws {
        let body =
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
            + "<Code>AccessDenied</Code><Message>User: u is not authorized to perform: sts:AssumeRole</Message></Error>"
            + "<RequestId>r-9</RequestId></ErrorResponse>"
        let fake = try FakeService(.sts, replies: [.response(403, body: body)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.sts.assumeRole(roleARN: role, sessionName: "s")
        }
        #expect(
            "\(try #require(error))" == "sts:AssumeRole failed with AccessDenied (HTTP 403): "
                + "User: u is not authorized to perform: sts:AssumeRole [request ID r-9]"
        )
    }

    @Test func `that the identity provider hinders is repeated`() async throws {
        let body = Self.credentials("AssumeRoleWithWebIdentity")
        let fake = try FakeService(
            .sts,
            credentials: nil,
            replies: [.refusal("IDPCommunicationError", 400), .response(200, body: body)]
        )
        _ = try await fake.sts.assumeRoleWithWebIdentity(
            roleARN: role,
            sessionName: "s",
            webIdentityToken: "t"
        )
        #expect(fake.requests.count == 2)
    }
}
