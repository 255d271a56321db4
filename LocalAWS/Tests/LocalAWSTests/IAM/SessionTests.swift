import SigV4
import Testing

@testable import LocalAWS

@Suite struct `Sessions of roles` {
    private let cloud: TestCloud
    private let user: Credentials

    init() throws {
        cloud = try TestCloud()
        user = try cloud.makeUser("ann")
    }

    private func assume(
        _ arn: String,
        as credentials: Credentials,
        _ more: (String, String)...
    ) throws -> Reply {
        let pairs =
            [
                ("Action", "AssumeRole"), ("Version", "2011-06-15"), ("RoleArn", arn),
                ("RoleSessionName", "one"),
            ] + more
        let form = TestCloud.form(pairs)
        return try cloud.send(
            TestCloud.signed(form, service: "sts", region: cloud.region, credentials: credentials)
        )
    }

    @Test func `have an ARN, keys and a token of their own`() throws {
        let arn = try cloud.makeRole("r")
        let reply = try assume(arn, as: user)
        #expect(reply.text("Arn") == "arn:aws:sts::111122223333:assumed-role/r/one")
        #expect(reply.text("Expiration") == "2026-01-15T13:00:00.000Z")
        let session = try TestCloud.credentials(in: reply)
        #expect(session.accessKeyID.hasPrefix("ASIA") && session.accessKeyID.count == 20)
        let identity = try cloud.sts("GetCallerIdentity", [:], as: session)
        #expect(identity.text("Arn") == "arn:aws:sts::111122223333:assumed-role/r/one")
        #expect(identity.text("UserId")?.hasPrefix("AROA") == true)
        #expect(identity.text("UserId")?.hasSuffix(":one") == true)
        let withoutToken = Credentials(
            accessKeyID: session.accessKeyID,
            secretAccessKey: session.secretAccessKey
        )
        #expect(try cloud.sts("GetCallerIdentity", [:], as: withoutToken).code == "InvalidClientTokenId")
    }

    @Test func `end in the cloud's time`() throws {
        let session = try cloud.session(of: try cloud.makeRole("r"), as: user)
        cloud.wait(.seconds(3_599))
        #expect(try cloud.sts("GetCallerIdentity", [:], as: session).status == 200)
        cloud.wait(.seconds(1))
        let ended = try cloud.sts("GetCallerIdentity", [:], as: session)
        #expect(ended.code == "ExpiredToken")
        #expect(try cloud.ec2("DescribeVolumes", as: session).code == "RequestExpired")
    }

    @Test func `aren't for the account's root`() throws {
        let reply = try assume(try cloud.makeRole("r"), as: TestCloud.root)
        #expect(reply.status == 403)
        #expect(reply.code == "AccessDenied")
        #expect(reply.message == "Roles may not be assumed by root accounts.")
    }

    @Test func `need the role's trust, and where that is the account's, a permission`() throws {
        let nobody = try cloud.makeUser("bob", policy: nil)
        let trusting = [
            "account": TestCloud.accountTrust,
            "bob": TestCloud.trust(#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#),
            "lambda": TestCloud.trust(#"{"Service":"lambda.amazonaws.com"}"#),
        ]
        var arns: [String: String] = [:]
        for (name, trust) in trusting { arns[name] = try cloud.makeRole(name, trusting: trust) }
        func isAllowed(_ role: String, _ credentials: Credentials) throws -> Bool {
            let reply = try assume(arns[role] ?? "", as: credentials)
            #expect(reply.status == 200 || reply.code == "AccessDenied")
            return reply.status == 200
        }
        #expect(try isAllowed("account", user))
        #expect(try !isAllowed("account", nobody))
        #expect(try isAllowed("bob", nobody))
        #expect(try !isAllowed("bob", user))
        #expect(try !isAllowed("lambda", user))
        let ghost = try assume("arn:aws:iam::111122223333:role/ghost", as: user)
        #expect(
            ghost.message
                == "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: sts:AssumeRole on resource: "
                + "arn:aws:iam::111122223333:role/ghost"
        )
    }

    @Test func `may need an external ID`() throws {
        let condition = #"{"StringEquals":{"sts:ExternalId":"42"}}"#
        let arn = try cloud.makeRole("r", trusting: TestCloud.trust(#"{"AWS":"*"}"#, condition: condition))
        #expect(try assume(arn, as: user).code == "AccessDenied")
        #expect(try assume(arn, as: user, ("ExternalId", "41")).code == "AccessDenied")
        #expect(try assume(arn, as: user, ("ExternalId", "42")).status == 200)
    }

    @Test(arguments: [("899", "ValidationError"), ("3601", "ValidationError"), ("900", nil), ("3600", nil)])
    func `last as long as their role allows`(seconds: String, code: String?) throws {
        let arn = try cloud.makeRole("r")
        #expect(try assume(arn, as: user, ("DurationSeconds", seconds)).code == code)
    }

    @Test func `that a session opened last an hour at most`() throws {
        let create: KeyValuePairs = [
            "RoleName": "long", "AssumeRolePolicyDocument": TestCloud.accountTrust,
            "MaxSessionDuration": "43200",
        ]
        try cloud.succeed(try cloud.iam("CreateRole", create))
        let long = "arn:aws:iam::111122223333:role/long"
        #expect(try assume(long, as: user, ("DurationSeconds", "43200")).status == 200)
        let session = try cloud.session(of: try cloud.makeRole("r"), as: user)
        #expect(try assume(long, as: session, ("DurationSeconds", "7200")).code == "ValidationError")
        #expect(try assume(long, as: session, ("DurationSeconds", "3600")).status == 200)
    }

    @Test func `are limited by the policy they were opened with`() throws {
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:DescribeTags","Resource":"*"}}"#
        let session = try cloud.session(of: try cloud.makeRole("r"), as: user, ["Policy": policy])
        #expect(try cloud.ec2("DescribeTags", as: session).status == 200)
        let refusal = try cloud.ec2("DescribeVolumes", as: session)
        #expect(refusal.code == "UnauthorizedOperation")
        #expect(refusal.message?.contains("because no session policy allows") == true)
    }

    @Test func `carry tags that policies can ask for`() throws {
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}}"#
        let arn = try cloud.makeRole("r", policy: policy)
        let plain = try cloud.session(of: arn, as: user)
        #expect(try cloud.ec2("DescribeVolumes", as: plain).code == "UnauthorizedOperation")
        let tagged = try cloud.session(
            of: arn,
            as: user,
            ["Tags.member.1.Key": "team", "Tags.member.1.Value": "blue"]
        )
        #expect(try cloud.ec2("DescribeVolumes", as: tagged).status == 200)
    }

    @Test func `lose their permissions with their role`() throws {
        let arn = try cloud.makeRole("r")
        let session = try cloud.session(of: arn, as: user)
        #expect(try cloud.ec2("DescribeVolumes", as: session).status == 200)
        try cloud.succeed(try cloud.iam("DeleteRolePolicy", ["RoleName": "r", "PolicyName": "own"]))
        try cloud.succeed(try cloud.iam("DeleteRole", ["RoleName": "r"]))
        #expect(try cloud.ec2("DescribeVolumes", as: session).code == "UnauthorizedOperation")
        try cloud.makeRole("r")
        #expect(try cloud.ec2("DescribeVolumes", as: session).code == "UnauthorizedOperation")
    }

    @Test func `are opened for services that the role trusts, and for no others`() throws {
        let arn = try cloud.makeRole("f", trusting: TestCloud.trust(#"{"Service":"lambda.amazonaws.com"}"#))
        func open(_ service: String, _ arn: String) throws(ServiceError) -> Session {
            try cloud.cloud.change(in: cloud.cloud.defaultRegion) {
                (state: inout CloudState, context: inout ActionContext) throws(ServiceError) in
                try state.openSession(
                    ofRole: arn,
                    named: "snapshot",
                    for: service,
                    lasting: .seconds(43_200),
                    &context
                )
            }
        }
        let session = try open("lambda.amazonaws.com", arn)
        let credentials = Credentials(
            accessKeyID: session.accessKeyID,
            secretAccessKey: session.secretAccessKey,
            sessionToken: session.sessionToken
        )
        #expect(
            try cloud.sts("GetCallerIdentity", [:], as: credentials).text("Arn")
                == "arn:aws:sts::111122223333:assumed-role/f/snapshot"
        )
        #expect(throws: ServiceError.self) { try open("ec2.amazonaws.com", arn) }
        #expect(throws: ServiceError.self) { try open("lambda.amazonaws.com", arn + "x") }
        let role = try cloud.iam("GetRole", ["RoleName": "f"])
        #expect(role.text("LastUsedDate") == "2026-01-15T12:00:00.000Z")
    }
}

@Suite struct `Keys of users` {
    @Test func `sign until they are switched off or deleted`() throws {
        let cloud = try TestCloud()
        let user = try cloud.makeUser("ann")
        let identity = try cloud.sts("GetCallerIdentity", [:], as: user)
        #expect(identity.text("Arn") == "arn:aws:iam::111122223333:user/ann")
        #expect(identity.text("UserId")?.hasPrefix("AIDA") == true)
        let key: KeyValuePairs = ["UserName": "ann", "AccessKeyId": user.accessKeyID, "Status": "Inactive"]
        try cloud.succeed(try cloud.iam("UpdateAccessKey", key))
        #expect(try cloud.sts("GetCallerIdentity", [:], as: user).code == "InvalidClientTokenId")
        #expect(try cloud.iam("ListAccessKeys", ["UserName": "ann"]).texts("Status") == ["Inactive"])
        let active: KeyValuePairs = ["UserName": "ann", "AccessKeyId": user.accessKeyID, "Status": "Active"]
        try cloud.succeed(try cloud.iam("UpdateAccessKey", active))
        #expect(try cloud.iam("ListAccessKeys", as: user).texts("AccessKeyId") == [user.accessKeyID])
        #expect(try cloud.iam("DeleteUser", ["UserName": "ann"]).code == "DeleteConflict")
        try cloud.succeed(
            try cloud.iam("DeleteAccessKey", ["UserName": "ann", "AccessKeyId": user.accessKeyID])
        )
        #expect(try cloud.sts("GetCallerIdentity", [:], as: user).code == "InvalidClientTokenId")
    }

    @Test func `open sessions of the user, but sessions don't open more`() throws {
        let cloud = try TestCloud()
        let user = try cloud.makeUser("ann")
        let token = try cloud.sts("GetSessionToken", ["DurationSeconds": "900"], as: user)
        let session = try TestCloud.credentials(in: token)
        #expect(
            try cloud.sts("GetCallerIdentity", [:], as: session).text("Arn")
                == "arn:aws:iam::111122223333:user/ann"
        )
        #expect(try cloud.sts("GetSessionToken", [:], as: session).code == "AccessDenied")
        let root = try TestCloud.credentials(in: try cloud.sts("GetSessionToken", [:]))
        #expect(try cloud.ec2("DescribeVolumes", as: root).status == 200)
    }

    @Test func `are two at most`() throws {
        let cloud = try TestCloud()
        _ = try cloud.makeUser("ann")
        try cloud.succeed(try cloud.iam("CreateAccessKey", ["UserName": "ann"]))
        #expect(try cloud.iam("CreateAccessKey", ["UserName": "ann"]).code == "LimitExceeded")
    }
}
