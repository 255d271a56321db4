import Testing

@testable import LocalAWS

@Suite struct `Managed policies` {
    private let cloud: TestCloud
    private let arn = "arn:aws:iam::111122223333:policy/p"

    init() throws {
        cloud = try TestCloud()
        let create: KeyValuePairs = ["PolicyName": "p", "PolicyDocument": TestCloud.everything]
        try cloud.succeed(try cloud.iam("CreatePolicy", create))
    }

    @Test func `have versions, of which one counts`() throws {
        let second: KeyValuePairs = [
            "PolicyArn": arn, "PolicyDocument": TestCloud.everything.replacing("Allow", with: "Deny"),
        ]
        let made = try cloud.succeed(try cloud.iam("CreatePolicyVersion", second))
        #expect(made.text("VersionId") == "v2")
        #expect(made.text("IsDefaultVersion") == "false")
        #expect(try cloud.iam("GetPolicy", ["PolicyArn": arn]).text("DefaultVersionId") == "v1")
        let version: KeyValuePairs = ["PolicyArn": arn, "VersionId": "v2"]
        try cloud.succeed(try cloud.iam("SetDefaultPolicyVersion", version))
        let document = try cloud.iam("GetPolicyVersion", version).text("Document")
        #expect(document?.contains("Deny") == true)
        let list = try cloud.iam("ListPolicyVersions", ["PolicyArn": arn])
        #expect(list.texts("VersionId") == ["v2", "v1"])
        #expect(list.texts("IsDefaultVersion") == ["true", "false"])
        #expect(try cloud.iam("DeletePolicyVersion", version).code == "DeleteConflict")
        #expect(try cloud.iam("DeletePolicy", ["PolicyArn": arn]).code == "DeleteConflict")
        try cloud.succeed(
            try cloud.iam("DeletePolicyVersion", ["PolicyArn": arn, "VersionId": "v1"])
        )
        try cloud.succeed(try cloud.iam("DeletePolicy", ["PolicyArn": arn]))
        #expect(try cloud.iam("GetPolicy", ["PolicyArn": arn]).code == "NoSuchEntity")
    }

    @Test func `have five versions at most, and no number comes again`() throws {
        let more: KeyValuePairs = [
            "PolicyArn": arn, "PolicyDocument": TestCloud.everything, "SetAsDefault": "true",
        ]
        for _ in 2...5 { try cloud.succeed(try cloud.iam("CreatePolicyVersion", more)) }
        let sixth = try cloud.iam("CreatePolicyVersion", more)
        #expect(sixth.status == 409)
        #expect(sixth.code == "LimitExceeded")
        try cloud.succeed(
            try cloud.iam("DeletePolicyVersion", ["PolicyArn": arn, "VersionId": "v4"])
        )
        #expect(try cloud.iam("CreatePolicyVersion", more).text("VersionId") == "v6")
    }

    @Test func `are attached, counted, listed and detached`() throws {
        try cloud.makeRole("r", policy: nil)
        let pair: KeyValuePairs = ["RoleName": "r", "PolicyArn": arn]
        try cloud.succeed(try cloud.iam("AttachRolePolicy", pair))
        try cloud.succeed(try cloud.iam("AttachRolePolicy", pair))
        #expect(try cloud.iam("GetPolicy", ["PolicyArn": arn]).text("AttachmentCount") == "1")
        #expect(
            try cloud.iam("ListAttachedRolePolicies", ["RoleName": "r"]).texts("PolicyArn") == [arn]
        )
        #expect(try cloud.iam("ListEntitiesForPolicy", ["PolicyArn": arn]).texts("RoleName") == ["r"])
        let refusal = try cloud.iam("DeletePolicy", ["PolicyArn": arn])
        #expect(refusal.message == "Cannot delete a policy attached to entities.")
        try cloud.succeed(try cloud.iam("DetachRolePolicy", pair))
        #expect(try cloud.iam("DetachRolePolicy", pair).code == "NoSuchEntity")
        let ghost: KeyValuePairs = ["RoleName": "r", "PolicyArn": "arn:aws:iam::111122223333:policy/ghost"]
        #expect(try cloud.iam("AttachRolePolicy", ghost).code == "NoSuchEntity")
    }

    @Test(arguments: [
        "AdministratorAccess", "AmazonEC2FullAccess", "AmazonEC2ReadOnlyAccess", "CloudWatchLogsFullAccess",
        "service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaRole",
        "service-role/AWSLambdaSQSQueueExecutionRole", "service-role/AutoScalingNotificationAccessRole",
    ])
    func `of AWS are there, and stay as they are`(name: String) throws {
        let arn = "arn:aws:iam::aws:policy/\(name)"
        #expect(try cloud.iam("GetPolicy", ["PolicyArn": arn]).text("Arn") == arn)
        let document = try cloud.iam("GetPolicyVersion", ["PolicyArn": arn, "VersionId": "v1"])
        #expect(document.text("Document")?.hasPrefix("%7B") == true)
        #expect(try cloud.iam("DeletePolicy", ["PolicyArn": arn]).code == "AccessDenied")
    }

    @Test func `are listed by scope`() throws {
        let own = try cloud.iam("ListPolicies", ["Scope": "Local"])
        #expect(own.texts("Arn") == [arn])
        let all = try cloud.iam("ListPolicies").texts("Arn")
        #expect(all.contains(arn) && all.contains("arn:aws:iam::aws:policy/AdministratorAccess"))
        #expect(try !cloud.iam("ListPolicies", ["Scope": "AWS"]).texts("Arn").contains(arn))
        #expect(try cloud.iam("ListPolicies", ["OnlyAttached": "true"]).texts("Arn") == [])
        #expect(try cloud.iam("ListPolicies", ["Scope": "Mars"]).code == "ValidationError")
    }

    @Test func `must be of the version of 2012, and not too long`() throws {
        let old = #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
        let refusal = try cloud.iam("CreatePolicy", ["PolicyName": "q", "PolicyDocument": old])
        #expect(refusal.message == "Policy document must be version 2012-10-17 or greater.")
        let long = TestCloud.everything.replacing(
            #""*"}"#,
            with: #""arn:aws:s3:::\#(String(repeating: "x", count: 6_144))"}"#
        )
        #expect(
            try cloud.iam("CreatePolicy", ["PolicyName": "q", "PolicyDocument": long]).code == "LimitExceeded"
        )
        let twice = try cloud.iam(
            "CreatePolicy",
            ["PolicyName": "P", "PolicyDocument": TestCloud.everything]
        )
        #expect(twice.code == "EntityAlreadyExists")
    }

    @Test func `have tags`() throws {
        let tag: KeyValuePairs = ["PolicyArn": arn, "Tags.member.1.Key": "k", "Tags.member.1.Value": "v"]
        try cloud.succeed(try cloud.iam("TagPolicy", tag))
        #expect(try cloud.iam("ListPolicyTags", ["PolicyArn": arn]).texts("Value") == ["v"])
        try cloud.succeed(try cloud.iam("UntagPolicy", ["PolicyArn": arn, "TagKeys.member.1": "k"]))
        #expect(try cloud.iam("GetPolicy", ["PolicyArn": arn]).text("Key") == nil)
    }
}

@Suite struct `Instance profiles` {
    @Test func `have one role or none`() throws {
        let cloud = try TestCloud()
        try cloud.makeRole("r")
        try cloud.makeRole("s")
        let made = try cloud.iam("CreateInstanceProfile", ["InstanceProfileName": "p", "Path": "/a/"])
        #expect(made.text("Arn") == "arn:aws:iam::111122223333:instance-profile/a/p")
        #expect(made.text("InstanceProfileId")?.hasPrefix("AIPA") == true)
        let add: KeyValuePairs = ["InstanceProfileName": "p", "RoleName": "r"]
        try cloud.succeed(try cloud.iam("AddRoleToInstanceProfile", add))
        #expect(
            try cloud.iam("AddRoleToInstanceProfile", ["InstanceProfileName": "p", "RoleName": "s"]).code
                == "LimitExceeded"
        )
        let got = try cloud.iam("GetInstanceProfile", ["InstanceProfileName": "p"])
        #expect(got.text("RoleName") == "r")
        #expect(
            try cloud.iam("ListInstanceProfilesForRole", ["RoleName": "r"]).texts("InstanceProfileName")
                == ["p"]
        )
        #expect(try cloud.iam("ListInstanceProfiles").texts("InstanceProfileName") == ["p"])
        #expect(
            try cloud.iam("DeleteInstanceProfile", ["InstanceProfileName": "p"]).code == "DeleteConflict"
        )
        try cloud.succeed(try cloud.iam("RemoveRoleFromInstanceProfile", add))
        try cloud.succeed(try cloud.iam("DeleteInstanceProfile", ["InstanceProfileName": "p"]))
        #expect(
            try cloud.iam("GetInstanceProfile", ["InstanceProfileName": "p"]).message
                == "Instance Profile p cannot be found."
        )
    }
}

@Suite struct `Simulations` {
    private let policy =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"},{"Effect":"Deny","Action":"ec2:DeleteSnapshot","Resource":"*"},{"Effect":"Allow","Action":"sns:Publish","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/a":"b"}}}]}"#

    private func parameters(_ more: (String, String)...) -> KeyValuePairs<String, String> {
        switch more.count {
        case 1:
            [
                more[0].0: more[0].1, "ActionNames.member.1": "ec2:CreateSnapshot",
                "ActionNames.member.2": "ec2:DeleteSnapshot", "ActionNames.member.3": "sns:Publish",
            ]
        default:
            [
                more[0].0: more[0].1, more[1].0: more[1].1, more[2].0: more[2].1,
                "ActionNames.member.1": "ec2:CreateSnapshot",
                "ActionNames.member.2": "ec2:DeleteSnapshot", "ActionNames.member.3": "sns:Publish",
            ]
        }
    }

    @Test func `say what policies decide, and which keys they miss`() throws {
        let cloud = try TestCloud()
        let reply = try cloud.iam("SimulateCustomPolicy", parameters(("PolicyInputList.member.1", policy)))
        #expect(reply.texts("EvalDecision") == ["allowed", "explicitDeny", "implicitDeny"])
        #expect(reply.text("SourcePolicyId") == "PolicyInputList.1")
        #expect(reply.body.contains("aws:RequestTag/a"))
        let context = parameters(
            ("PolicyInputList.member.1", policy),
            ("ContextEntries.member.1.ContextKeyName", "aws:RequestTag/a"),
            ("ContextEntries.member.1.ContextKeyValues.member.1", "b")
        )
        #expect(
            try cloud.iam("SimulateCustomPolicy", context).texts("EvalDecision")
                == ["allowed", "explicitDeny", "allowed"]
        )
    }

    @Test func `ask a role's policies`() throws {
        let cloud = try TestCloud()
        let arn = try cloud.makeRole("r", policy: policy)
        let reply = try cloud.iam("SimulatePrincipalPolicy", parameters(("PolicySourceArn", arn)))
        #expect(reply.texts("EvalDecision") == ["allowed", "explicitDeny", "implicitDeny"])
        #expect(reply.text("SourcePolicyId") == "role_r_own")
        let ghost = parameters(("PolicySourceArn", "arn:aws:iam::111122223333:role/ghost"))
        #expect(try cloud.iam("SimulatePrincipalPolicy", ghost).code == "NoSuchEntity")
    }
}
