import Foundation
import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A role may do what its policies allow` {
    private let cloud: TestCloud
    private let user: Credentials

    init() throws {
        cloud = try TestCloud()
        user = try cloud.makeUser("ann")
    }

    /// The statements that the function needs, by the call that needs each.
    private static let statements: [String: String] = [
        "DescribeVolumes": #"{"Effect":"Allow","Action":"ec2:DescribeVolumes","Resource":"*"}"#,
        "DescribeSnapshots": #"{"Effect":"Allow","Action":"ec2:DescribeSnapshots","Resource":"*"}"#,
        "volume":
            #"{"Effect":"Allow","Action":"ec2:CreateSnapshot","Resource":"arn:aws:ec2:*:111122223333:volume/*"}"#,
        "snapshot":
            #"{"Effect":"Allow","Action":"ec2:CreateSnapshot","Resource":"arn:aws:ec2:*::snapshot/*"}"#,
        "tagging":
            #"{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*::snapshot/*","Condition":{"StringEquals":{"ec2:CreateAction":"CreateSnapshot"}}}"#,
        "CreateTags":
            #"{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["Snapshots"]}}}"#,
    ]

    private static func policy(without missing: String? = nil) -> String {
        let list = statements.filter { $0.key != missing }.map(\.value).joined(separator: ",")
        return #"{"Version":"2012-10-17","Statement":[\#(list)]}"#
    }

    /// What the function does, and what comes of each call.
    private func codes(as session: Credentials) throws -> [String: String?] {
        let (instanceID, volumeIDs) = try cloud.launchInstance(dataVolumes: 0)
        let snapshot: KeyValuePairs = [
            "VolumeId": volumeIDs[0], "TagSpecification.1.ResourceType": "snapshot",
            "TagSpecification.1.Tag.1.Key": "Name", "TagSpecification.1.Tag.1.Value": "x",
        ]
        let tags: KeyValuePairs = [
            "ResourceId.1": instanceID, "Tag.1.Key": "Snapshots", "Tag.1.Value": "Created",
        ]
        return [
            "DescribeVolumes": try cloud.ec2("DescribeVolumes", as: session).code,
            "DescribeSnapshots": try cloud.ec2("DescribeSnapshots", ["Owner.1": "self"], as: session).code,
            "CreateSnapshot": try cloud.ec2("CreateSnapshot", snapshot, as: session).code,
            "CreateTags": try cloud.ec2("CreateTags", tags, as: session).code,
        ]
    }

    @Test(arguments: [
        (nil, nil), ("DescribeVolumes", "DescribeVolumes"), ("DescribeSnapshots", "DescribeSnapshots"),
        ("volume", "CreateSnapshot"), ("snapshot", "CreateSnapshot"), ("tagging", "CreateSnapshot"),
        ("CreateTags", "CreateTags"),
    ])
    func `and lacks exactly what a missing statement allowed`(missing: String?, refused: String?) throws {
        let arn = try cloud.makeRole("f", policy: Self.policy(without: missing))
        let codes = try codes(as: try cloud.session(of: arn, as: user))
        for (call, code) in codes {
            #expect(code == (call == refused ? "UnauthorizedOperation" : nil), "\(call)")
        }
    }

    @Test func `and is told what it lacks, in EC2's words, which can be decoded`() throws {
        let arn = try cloud.makeRole("f", policy: Self.policy(without: "snapshot"))
        let session = try cloud.session(of: arn, as: user)
        let volumeID = try cloud.makeVolume()
        let reply = try cloud.ec2("CreateSnapshot", ["VolumeId": volumeID], as: session)
        #expect(reply.status == 403)
        let parts = try #require(reply.message).components(
            separatedBy: " Encoded authorization failure message: "
        )
        #expect(
            parts[0]
                == "You are not authorized to perform this operation. User: "
                + "arn:aws:sts::111122223333:assumed-role/f/one is not authorized to perform: ec2:CreateSnapshot on "
                + "resource: arn:aws:ec2:eu-west-1::snapshot/* because no identity-based policy allows the "
                + "ec2:CreateSnapshot action."
        )
        let decoded = try cloud.sts("DecodeAuthorizationMessage", ["EncodedMessage": parts[1]])
        let document = try Document(json: try #require(decoded.text("DecodedMessage")))
        #expect(document["allowed"]?.boolean == false)
        #expect(document["explicitDeny"]?.boolean == false)
        #expect(document["context"]?["action"]?.text == "ec2:CreateSnapshot")
        #expect(document["context"]?["principal"]?["arn"]?.text?.hasSuffix("assumed-role/f/one") == true)
        let forged = try cloud.sts("DecodeAuthorizationMessage", ["EncodedMessage": parts[1] + "x"])
        #expect(forged.code == "InvalidAuthorizationMessageException")
        #expect(
            try cloud.sts("DecodeAuthorizationMessage", ["EncodedMessage": parts[1]], as: session).code
                == "AccessDenied"
        )
    }

    @Test func `and is told of describe calls without more`() throws {
        let session = try cloud.session(of: try cloud.makeRole("f", policy: nil), as: user)
        let message = try cloud.ec2("DescribeVolumes", as: session).message
        #expect(
            message
                == "You are not authorized to perform this operation. User: "
                + "arn:aws:sts::111122223333:assumed-role/f/one is not authorized to perform: ec2:DescribeVolumes because "
                + "no identity-based policy allows the ec2:DescribeVolumes action"
        )
    }

    @Test func `and not what one of them denies`() throws {
        let deny =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"no","Effect":"Deny","Action":"ec2:Delete*","Resource":"*"}]}"#
        let session = try cloud.session(of: try cloud.makeRole("f", policy: deny), as: user)
        let volumeID = try cloud.makeVolume()
        let reply = try cloud.ec2("DeleteVolume", ["VolumeId": volumeID], as: session)
        #expect(reply.message?.contains("with an explicit deny in an identity-based policy") == true)
        #expect(try cloud.ec2("DescribeVolumes", as: session).status == 200)
    }

    @Test func `and a boundary doesn't forbid`() throws {
        let arn = try cloud.makeRole("f")
        let boundary: KeyValuePairs = [
            "RoleName": "f", "PermissionsBoundary": "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess",
        ]
        try cloud.succeed(try cloud.iam("PutRolePermissionsBoundary", boundary))
        let session = try cloud.session(of: arn, as: user)
        #expect(try cloud.ec2("DescribeVolumes", as: session).status == 200)
        let volumeID = try cloud.makeVolume()
        let reply = try cloud.ec2("CreateSnapshot", ["VolumeId": volumeID], as: session)
        #expect(reply.message?.contains("because no permissions boundary allows") == true)
    }

    @Test func `and nothing more by a dry run`() throws {
        let session = try cloud.session(of: try cloud.makeRole("f", policy: Self.policy()), as: user)
        let volumeID = try cloud.makeVolume()
        let allowed = try cloud.ec2("CreateSnapshot", ["VolumeId": volumeID, "DryRun": "true"], as: session)
        #expect(allowed.code == "DryRunOperation")
        let refused = try cloud.ec2("DeleteVolume", ["VolumeId": volumeID, "DryRun": "true"], as: session)
        #expect(refused.code == "UnauthorizedOperation")
    }

    @Test(arguments: [
        (#"{"StringEquals":{"ec2:ResourceTag/team":"blue"}}"#, true),
        (#"{"StringEquals":{"aws:ResourceTag/team":"blue"}}"#, true),
        (#"{"StringEquals":{"ec2:ResourceTag/team":"red"}}"#, false),
        (#"{"NumericLessThanEquals":{"ec2:VolumeSize":"8"}}"#, true),
        (#"{"NumericLessThan":{"ec2:VolumeSize":"8"}}"#, false),
        (#"{"StringEquals":{"ec2:VolumeType":"gp3"}}"#, true),
        (#"{"Bool":{"ec2:Encrypted":"true"}}"#, false),
        (#"{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#, true),
        (#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/f"}}"#, true),
        (#"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-15T12:00:01Z"}}"#, true),
        (#"{"DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"}}"#, false),
    ])
    func `and under which conditions`(condition: String, isAllowed: Bool) throws {
        let statement =
            #"{"Effect":"Allow","Action":"ec2:DeleteVolume","Resource":"*","Condition":\#(condition)}"#
        let arn = try cloud.makeRole("f", policy: #"{"Version":"2012-10-17","Statement":\#(statement)}"#)
        let volumeID = try cloud.makeVolume([
            "Size": "8", "VolumeType": "gp3", "TagSpecification.1.ResourceType": "volume",
            "TagSpecification.1.Tag.1.Key": "team", "TagSpecification.1.Tag.1.Value": "blue",
        ])
        let reply = try cloud.ec2(
            "DeleteVolume",
            ["VolumeId": volumeID],
            as: try cloud.session(of: arn, as: user)
        )
        #expect((reply.status == 200) == isAllowed, "\(reply.body)")
    }

    @Test func `in IAM by the ARN of the role that is meant`() throws {
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:role/team/*"}}"#
        let session = try cloud.session(of: try cloud.makeRole("f", policy: policy), as: user)
        let own: KeyValuePairs = [
            "RoleName": "own", "Path": "/team/", "AssumeRolePolicyDocument": TestCloud.accountTrust,
        ]
        #expect(try cloud.iam("CreateRole", own, as: session).status == 200)
        #expect(try cloud.iam("GetRole", ["RoleName": "own"], as: session).status == 200)
        let other = try cloud.iam("GetRole", ["RoleName": "f"], as: session)
        #expect(other.status == 403)
        #expect(other.code == "AccessDenied")
        #expect(
            other.message
                == "User: arn:aws:sts::111122223333:assumed-role/f/one is not authorized to perform: iam:GetRole on "
                + "resource: arn:aws:iam::111122223333:role/f because no identity-based policy allows the iam:GetRole "
                + "action"
        )
        #expect(try cloud.iam("GetRole", ["RoleName": "ghost"], as: session).code == "AccessDenied")
    }

    @Test func `and anybody may ask who they are`() throws {
        let session = try cloud.session(of: try cloud.makeRole("f", policy: nil), as: user)
        #expect(try cloud.sts("GetCallerIdentity", [:], as: session).status == 200)
    }
}

@Suite struct `Several policies together` {
    private let request = AuthorizationRequest(
        principal: Asker.role,
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:eu-west-1:111122223333:q"
    )
    private let allow = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    private let deny = #"{"Effect":"Deny","Action":"*","Resource":"*"}"#
    private let nothing = #"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#

    private func resource(_ principal: String, effect: String = "Allow") throws -> PolicyDocument {
        try policy(
            #"{"Effect":"\#(effect)","Principal":\#(principal),"Action":"sqs:*","Resource":"*"}"#,
            as: .resource
        )
    }

    private func identity(_ statement: String) throws -> [NamedPolicy] {
        [NamedPolicy(name: "p", document: try policy(statement))]
    }

    @Test func `allow by the identity's or by the resource's, which must name the caller`() throws {
        let role = #"{"AWS":"arn:aws:iam::111122223333:role/Backup"}"#
        let account = #"{"AWS":"111122223333"}"#
        #expect(PolicySet().authorization(of: request).refusedBy == .identity)
        #expect(PolicySet(identity: try identity(allow)).authorization(of: request).refusedBy == nil)
        #expect(PolicySet(resource: try resource(role)).authorization(of: request).refusedBy == nil)
        #expect(PolicySet(resource: try resource(account)).authorization(of: request).refusedBy == .identity)
        let both = PolicySet(identity: try identity(allow), resource: try resource(account))
        #expect(both.authorization(of: request).refusedBy == nil)
    }

    @Test func `deny by any of them`() throws {
        let everything = try policy(allow)
        let sets: [(PolicySet, Authorization.PolicyKindName)] = [
            (PolicySet(identity: try identity(deny), resource: try resource(#""*""#)), .identity),
            (PolicySet(identity: try identity(allow), boundary: try policy(deny)), .boundary),
            (PolicySet(identity: try identity(allow), session: [everything, try policy(deny)]), .session),
            (
                PolicySet(identity: try identity(allow), resource: try resource(#""*""#, effect: "Deny")),
                .resource
            ),
        ]
        for (set, kind) in sets {
            let authorization = set.authorization(of: request)
            #expect(authorization.refusedBy == kind)
            #expect(authorization.decision.isExplicitDeny)
            #expect(authorization.reason(callerARN: "x").contains("with an explicit deny in a"))
        }
    }

    @Test func `need a boundary and a session that allow, where there are such`() throws {
        let limited = PolicySet(identity: try identity(allow), boundary: try policy(nothing))
        #expect(limited.authorization(of: request).refusedBy == .boundary)
        let session = PolicySet(identity: try identity(allow), session: [try policy(nothing)])
        #expect(session.authorization(of: request).refusedBy == .session)
        let free = PolicySet(
            identity: try identity(allow),
            boundary: try policy(allow),
            session: [try policy(allow)]
        )
        #expect(free.authorization(of: request).refusedBy == nil)
    }
}
