import Testing

@testable import LocalAWS

@Suite struct `Roles` {
    private let cloud: TestCloud
    private let trust = TestCloud.trust(#"{"Service":"lambda.amazonaws.com"}"#)

    init() throws { cloud = try TestCloud() }

    private func create(_ name: String, _ more: KeyValuePairs<String, String> = [:]) throws -> Reply {
        let pairs =
            [
                ("Action", "CreateRole"), ("Version", "2010-05-08"), ("RoleName", name),
                ("AssumeRolePolicyDocument", trust),
            ] + more.map { ($0.key, $0.value) }
        return try cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "iam", region: cloud.region))
    }

    @Test func `come back as they were made, the trust policy percent-encoded`() throws {
        let more: KeyValuePairs = [
            "Path": "/service-role/", "Description": "d", "MaxSessionDuration": "7200",
            "Tags.member.1.Key": "team", "Tags.member.1.Value": "blue",
        ]
        try cloud.succeed(try create("snapshot", more))
        let reply = try cloud.iam("GetRole", ["RoleName": "snapshot"])
        #expect(reply.text("Arn") == "arn:aws:iam::111122223333:role/service-role/snapshot")
        #expect(reply.text("RoleId")?.hasPrefix("AROA") == true)
        #expect(reply.text("RoleId")?.count == 21)
        #expect(reply.text("MaxSessionDuration") == "7200")
        #expect(reply.text("Description") == "d")
        #expect(reply.text("Key") == "team")
        let document = try #require(reply.text("AssumeRolePolicyDocument"))
        #expect(document.hasPrefix("%7B%22Version%22%3A%222012-10-17%22%2C"))
        #expect(document == PercentEncoding.encoded(trust))
    }

    @Test func `have names that are taken whatever the case`() throws {
        try cloud.succeed(try create("snapshot"))
        let reply = try create("Snapshot")
        #expect(reply.status == 409)
        #expect(reply.code == "EntityAlreadyExists")
        #expect(reply.message == "Role with name Snapshot already exists.")
    }

    @Test(arguments: [
        ("a b", "ValidationError"), ("x/y", "ValidationError"),
        (String(repeating: "x", count: 65), "ValidationError"), ("", "ValidationError"),
    ])
    func `must have a name of letters, digits and few signs`(name: String, code: String) throws {
        #expect(try create(name).code == code)
    }

    @Test func `are listed in pages by name`() throws {
        for name in ["c", "a", "b", "D"] { try cloud.succeed(try create(name)) }
        let first = try cloud.iam("ListRoles", ["MaxItems": "3"])
        #expect(first.texts("RoleName") == ["a", "b", "c"])
        #expect(first.text("IsTruncated") == "true")
        let marker = try #require(first.text("Marker"))
        let second = try cloud.iam("ListRoles", ["MaxItems": "3", "Marker": marker])
        #expect(second.texts("RoleName") == ["D"])
        #expect(second.text("IsTruncated") == "false")
        #expect(try cloud.iam("ListRoles", ["MaxItems": "0"]).code == "ValidationError")
        #expect(try cloud.iam("ListRoles", ["Marker": "???"]).code == "ValidationError")
        #expect(try cloud.iam("ListRoles", ["PathPrefix": "/none/"]).texts("RoleName") == [])
    }

    @Test func `that aren't there are named in the refusal`() throws {
        for action in ["GetRole", "DeleteRole", "ListRolePolicies", "ListAttachedRolePolicies"] {
            let reply = try cloud.iam(action, ["RoleName": "ghost"])
            #expect(reply.status == 404)
            #expect(reply.code == "NoSuchEntity")
            #expect(reply.message == "The role with name ghost cannot be found.")
        }
    }

    @Test func `aren't deleted while they have something`() throws {
        try cloud.makeRole("r")
        let managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        try cloud.succeed(try cloud.iam("AttachRolePolicy", ["RoleName": "r", "PolicyArn": managed]))
        try cloud.succeed(try cloud.iam("CreateInstanceProfile", ["InstanceProfileName": "p"]))
        let pair: KeyValuePairs = ["InstanceProfileName": "p", "RoleName": "r"]
        try cloud.succeed(try cloud.iam("AddRoleToInstanceProfile", pair))
        let steps: [(String, KeyValuePairs<String, String>)] = [
            ("RemoveRoleFromInstanceProfile", pair),
            ("DetachRolePolicy", ["RoleName": "r", "PolicyArn": managed]),
            ("DeleteRolePolicy", ["RoleName": "r", "PolicyName": "own"]),
        ]
        for (action, parameters) in steps {
            let refusal = try cloud.iam("DeleteRole", ["RoleName": "r"])
            #expect(refusal.status == 409)
            #expect(refusal.code == "DeleteConflict")
            try cloud.succeed(try cloud.iam(action, parameters))
        }
        try cloud.succeed(try cloud.iam("DeleteRole", ["RoleName": "r"]))
        #expect(try cloud.iam("GetRole", ["RoleName": "r"]).code == "NoSuchEntity")
    }

    @Test func `refuse trust policies that are malformed, too long, or name somebody who isn't there`() throws
    {
        func refusal(_ policy: String) throws -> Reply {
            try cloud.iam("CreateRole", ["RoleName": "r", "AssumeRolePolicyDocument": policy])
        }
        #expect(try refusal("{").code == "MalformedPolicyDocument")
        let stranger = try refusal(TestCloud.trust(#"{"AWS":"arn:aws:iam::111122223333:role/ghost"}"#))
        #expect(stranger.status == 400)
        #expect(
            stranger.message
                == #"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/ghost""#
        )
        let long = TestCloud.trust(
            #"{"AWS":"*"}"#,
            condition: #"{"StringEquals":{"aws:a":"\#(String(repeating: "x", count: 2_000))"}}"#
        )
        #expect(try refusal(long).code == "LimitExceeded")
        try cloud.makeRole("ghost")
        try cloud.succeed(
            try refusal(TestCloud.trust(#"{"AWS":"arn:aws:iam::111122223333:role/ghost"}"#))
        )
    }

    @Test func `have policies of their own, up to a size`() throws {
        try cloud.makeRole("r", policy: nil)
        try cloud.setPolicy(of: "r", TestCloud.everything)
        let got = try cloud.iam("GetRolePolicy", ["RoleName": "r", "PolicyName": "own"])
        #expect(got.text("PolicyDocument") == PercentEncoding.encoded(TestCloud.everything))
        #expect(got.text("RoleName") == "r")
        #expect(try cloud.iam("ListRolePolicies", ["RoleName": "r"]).texts("member") == ["own"])
        let long =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\#(String(repeating: "x", count: 10_200))"}}"#
        let put: KeyValuePairs = ["RoleName": "r", "PolicyName": "long", "PolicyDocument": long]
        #expect(try cloud.iam("PutRolePolicy", put).code == "LimitExceeded")
        let missing = try cloud.iam("GetRolePolicy", ["RoleName": "r", "PolicyName": "long"])
        #expect(missing.message == "The role policy with name long cannot be found.")
    }

    @Test func `can be changed, tagged and limited`() throws {
        try cloud.makeRole("r")
        let boundary = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"
        let steps: [(String, KeyValuePairs<String, String>)] = [
            ("UpdateRole", ["RoleName": "r", "Description": "new", "MaxSessionDuration": "3600"]),
            ("UpdateAssumeRolePolicy", ["RoleName": "r", "PolicyDocument": trust]),
            ("TagRole", ["RoleName": "r", "Tags.member.1.Key": "a", "Tags.member.1.Value": "1"]),
            ("TagRole", ["RoleName": "r", "Tags.member.1.Key": "b", "Tags.member.1.Value": ""]),
            ("UntagRole", ["RoleName": "r", "TagKeys.member.1": "a"]),
            ("PutRolePermissionsBoundary", ["RoleName": "r", "PermissionsBoundary": boundary]),
        ]
        for (action, parameters) in steps { try cloud.succeed(try cloud.iam(action, parameters)) }
        let role = try cloud.iam("GetRole", ["RoleName": "r"])
        #expect(role.text("Description") == "new")
        #expect(role.texts("Key") == ["b"])
        #expect(role.text("PermissionsBoundaryArn") == boundary)
        #expect(role.text("AssumeRolePolicyDocument") == PercentEncoding.encoded(trust))
        #expect(try cloud.iam("ListRoleTags", ["RoleName": "r"]).texts("Key") == ["b"])
        try cloud.succeed(try cloud.iam("DeleteRolePermissionsBoundary", ["RoleName": "r"]))
        #expect(try cloud.iam("GetRole", ["RoleName": "r"]).text("PermissionsBoundaryArn") == nil)
        let reserved: KeyValuePairs = [
            "RoleName": "r", "Tags.member.1.Key": "aws:x", "Tags.member.1.Value": "1",
        ]
        #expect(try cloud.iam("TagRole", reserved).code == "InvalidInput")
    }

    @Test func `of a service are made once, and only AWS changes them`() throws {
        let service: KeyValuePairs = ["AWSServiceName": "autoscaling.amazonaws.com"]
        let made = try cloud.succeed(try cloud.iam("CreateServiceLinkedRole", service))
        #expect(
            made.text("Arn")
                == "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
        )
        #expect(try cloud.iam("CreateServiceLinkedRole", service).code == "InvalidInput")
        let put: KeyValuePairs = [
            "RoleName": "AWSServiceRoleForAutoScaling", "PolicyName": "p",
            "PolicyDocument": TestCloud.everything,
        ]
        #expect(try cloud.iam("PutRolePolicy", put).code == "UnmodifiableEntity")
        #expect(
            try cloud.iam("DeleteRole", ["RoleName": "AWSServiceRoleForAutoScaling"]).code
                == "UnmodifiableEntity"
        )
        let unknown = try cloud.iam("CreateServiceLinkedRole", ["AWSServiceName": "dreams.amazonaws.com"])
        #expect(unknown.code == "InvalidInput")
    }
}
