import Testing

@testable import LocalAWS

@Suite struct `A policy decides` {
    private static let volume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0"

    private func decision(
        _ statements: String...,
        action: String = "ec2:CreateSnapshot",
        resource: String = volume,
        by principal: RequestPrincipal = Asker.role
    ) throws -> Decision {
        let policy = try policy("[\(statements.joined(separator: ","))]")
        return policy.decision(
            for: AuthorizationRequest(principal: principal, action: action, resource: resource)
        )
    }

    private func allowed(_ statement: String, action: String, resource: String = volume) throws -> Bool {
        try decision(statement, action: action, resource: resource).isAllowed
    }

    @Test(arguments: [
        ("ec2:CreateSnapshot", "ec2:CreateSnapshot", true),
        ("ec2:CreateSnapshot", "ec2:CreateSnapshots", false),
        ("ec2:CreateSnapshot*", "ec2:CreateSnapshots", true),
        ("EC2:createsnapshot", "ec2:CreateSnapshot", true),
        ("ec2:*", "ec2:CreateSnapshot", true),
        ("ec2:*", "sns:Publish", false),
        ("*", "sns:Publish", true),
        ("ec2:Describe*", "ec2:DescribeVolumes", true),
        ("ec2:Describe*", "ec2:CreateTags", false),
        ("ec2:*Tags", "ec2:CreateTags", true),
        ("ec2:?reateTags", "ec2:CreateTags", true),
        ("ec2:?CreateTags", "ec2:CreateTags", false),
        ("s3:*", "s3-object-lambda:Get", false),
        ("ec2:${*}", "ec2:ann", false),
    ])
    func `an action fits its pattern whatever the case`(
        pattern: String,
        action: String,
        fits: Bool
    ) throws {
        let statement = #"{"Effect":"Allow","Action":"\#(pattern)","Resource":"*"}"#
        #expect(try allowed(statement, action: action) == fits)
        let complement = #"{"Effect":"Allow","NotAction":"\#(pattern)","Resource":"*"}"#
        #expect(try allowed(complement, action: action) != fits)
    }

    @Test(arguments: [
        ("*", true),
        (volume, true),
        ("arn:aws:ec2:*:*:volume/*", true),
        ("arn:aws:ec2:eu-west-1:111122223333:volume/vol-????????????????f0", false),
        ("arn:aws:ec2:eu-west-1:111122223333:volume/vol-???????????????f0", true),
        ("arn:aws:ec2:eu-west-1:111122223333:VOLUME/*", false),
        ("arn:aws:ec2:eu-west-1:111122223333:*", true),
        ("arn:aws:ec2:*", true),
        ("arn:aws:ec2:*volume/vol-0123456789abcdef0", true),
        ("arn:aws:ec2:us-east-1:*:volume/*", false),
        ("arn:aws:ec2:*::volume/*", false),
        ("arn:aws:ec2:*:*:snapshot/*", false),
    ])
    func `a resource fits its pattern, in which case counts and a star crosses colons`(
        pattern: String,
        fits: Bool
    ) throws {
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"\#(pattern)"}"#
        #expect(try decision(statement).isAllowed == fits)
        let complement = #"{"Effect":"Allow","Action":"*","NotResource":"\#(pattern)"}"#
        #expect(try decision(complement).isAllowed != fits)
    }

    @Test func `an action about no single resource needs the star`() throws {
        let narrow = #"{"Effect":"Allow","Action":"ec2:*","Resource":"arn:aws:ec2:*:*:volume/*"}"#
        let wide = #"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#
        #expect(try !allowed(narrow, action: "ec2:DescribeVolumes", resource: "*"))
        #expect(try allowed(wide, action: "ec2:DescribeVolumes", resource: "*"))
    }

    @Test func `one of several actions and resources is enough`() throws {
        let statement = """
            {"Effect":"Allow","Action":["sns:Publish","ec2:CreateSnapshot"],
             "Resource":["arn:aws:sns:*:*:*","arn:aws:ec2:*:*:volume/*"]}
            """
        #expect(try decision(statement).isAllowed)
    }

    @Test func `what nothing allows is denied implicitly`() throws {
        #expect(try decision(#"{"Effect":"Allow","Action":"sns:*","Resource":"*"}"#) == .implicitDeny)
    }

    @Test func `an explicit deny outweighs every allow, in whatever order`() throws {
        let allow = #"{"Sid":"yes","Effect":"Allow","Action":"*","Resource":"*"}"#
        let deny = #"{"Sid":"no","Effect":"Deny","Action":"ec2:Create*","Resource":"*"}"#
        for statements in [[allow, deny], [deny, allow]] {
            let decision = try decision(statements[0], statements[1])
            #expect(decision.isExplicitDeny)
            #expect(decision.statements.map(\.statement.sid) == ["no"])
        }
        #expect(
            try decision(allow, deny, action: "ec2:DeleteSnapshot").statements.map(\.statement.sid) == ["yes"]
        )
    }

    @Test func `of several policies one that denies is enough, and it is named`() throws {
        let policies = [
            try policy(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#),
            try policy(#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#),
        ]
        let request = AuthorizationRequest(principal: Asker.role, action: "ec2:CreateTags", resource: "*")
        #expect(policies.decision(for: request).statements.map(\.policyIndex) == [0, 1])
        let denial = try policy(#"{"Effect":"Deny","Action":"ec2:CreateTags","Resource":"*"}"#)
        let denied = (policies + [denial]).decision(for: request)
        #expect(denied.isExplicitDeny)
        #expect(denied.statements.map(\.policyIndex) == [2])
        #expect([PolicyDocument]().decision(for: request) == .implicitDeny)
    }

    @Test(arguments: [
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/ann/a", true),
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/a", false),
        ("arn:aws:s3:::home/${AWS:UserName}/*", "arn:aws:s3:::home/ann/a", true),
        ("arn:aws:s3:::${aws:PrincipalTag/team}", "arn:aws:s3:::blue*", true),
        ("arn:aws:s3:::${aws:PrincipalTag/team}", "arn:aws:s3:::blues", false),
        ("arn:aws:s3:::${aws:PrincipalTag/none}", "arn:aws:s3:::", false),
        ("arn:aws:s3:::${aws:PrincipalTag/none, 'common'}", "arn:aws:s3:::common", true),
        ("arn:aws:s3:::${aws:PrincipalTag/team, 'common'}", "arn:aws:s3:::blue*", true),
        ("arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", true),
        ("arn:aws:s3:::a${*}b", "arn:aws:s3:::axb", false),
        ("arn:aws:s3:::a${?}${$}b", "arn:aws:s3:::a?$b", true),
        ("arn:aws:s3:::${aws:TagKeys}", "arn:aws:s3:::x", false),
    ])
    func `a variable stands for what the request says, as it is`(
        pattern: String,
        resource: String,
        fits: Bool
    ) throws {
        var context: RequestContext = ["aws:username": "ann", "aws:PrincipalTag/team": "blue*"]
        context["aws:TagKeys"] = ["x", "y"]
        let request = AuthorizationRequest(
            principal: Asker.user,
            action: "s3:GetObject",
            resource: resource,
            context: context
        )
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"\#(pattern)"}"#
        #expect(try policy(statement).decision(for: request).isAllowed == fits)
    }

    @Test func `in the version of 2008 a variable is text`() throws {
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}"}"#
        let policy = try policy(statement, version: "2008-10-17")
        func isAllowed(_ resource: String) -> Bool {
            policy.decision(
                for: AuthorizationRequest(
                    principal: Asker.user,
                    action: "s3:GetObject",
                    resource: resource,
                    context: ["aws:username": "ann"]
                )
            ).isAllowed
        }
        #expect(!isAllowed("arn:aws:s3:::ann"))
        #expect(isAllowed("arn:aws:s3:::${aws:username}"))
    }

    @Test func `a pattern made to be slow is not`() throws {
        let stars = String(repeating: "*a", count: 200)
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\#(stars)b"}"#
        let long = "arn:aws:s3:::" + String(repeating: "a", count: 2_000)
        let start = ContinuousClock.now
        #expect(try !allowed(statement, action: "s3:GetObject", resource: long))
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
