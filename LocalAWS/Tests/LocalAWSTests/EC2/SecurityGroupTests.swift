import Testing

@testable import LocalAWS

@Suite struct `EC2 security groups` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func makeGroup(_ name: String = "web") throws -> String {
        let made = try cloud.ec2(
            "CreateSecurityGroup",
            ["GroupName": name, "GroupDescription": "For the web."]
        )
        return try #require(made.text("groupId"), "\(made.body)")
    }

    @Test func `the default group lets in its own and everything out, and can't be deleted`() throws {
        let groups = try cloud.ec2("DescribeSecurityGroups", ["GroupName.1": "default"])
        let id = try #require(groups.text("groupId"))
        #expect(groups.text("groupDescription") == "default VPC security group")
        let rules = try cloud.ec2(
            "DescribeSecurityGroupRules",
            ["Filter.1.Name": "group-id", "Filter.1.Value.1": id]
        )
        #expect(rules.texts("isEgress") == ["false", "true"])
        #expect(rules.text("cidrIpv4") == "0.0.0.0/0")
        #expect(try cloud.ec2("DeleteSecurityGroup", ["GroupId": id]).code == "CannotDelete")
    }

    @Test func `a group is made, found and deleted`() throws {
        let id = try makeGroup()
        let found = try cloud.ec2(
            "DescribeSecurityGroups",
            ["Filter.1.Name": "group-name", "Filter.1.Value.1": "w*"]
        )
        #expect(found.texts("groupId") == [id])
        #expect(found.text("securityGroupArn") == "arn:aws:ec2:eu-west-1:111122223333:security-group/\(id)")
        #expect(found.body.contains("<ipPermissions></ipPermissions>"))
        #expect(try cloud.ec2("DeleteSecurityGroup", ["GroupName": "web"]).text("groupId") == id)
        #expect(
            try cloud.ec2("DescribeSecurityGroups", ["GroupId.1": id]).code == "InvalidGroup.NotFound"
        )
    }

    @Test func `rules of the same ports are one permission, and each is a rule of its own`() throws {
        let id = try makeGroup()
        let added = try cloud.ec2(
            "AuthorizeSecurityGroupIngress",
            [
                "GroupId": id, "IpPermissions.1.IpProtocol": "6", "IpPermissions.1.FromPort": "443",
                "IpPermissions.1.ToPort": "443", "IpPermissions.1.IpRanges.1.CidrIp": "10.0.0.0/8",
                "IpPermissions.1.IpRanges.1.Description": "inside",
                "IpPermissions.1.Ipv6Ranges.1.CidrIpv6": "fd00::/8",
                "IpPermissions.1.Groups.1.GroupName": "default",
                "TagSpecification.1.ResourceType": "security-group-rule", "TagSpecification.1.Tag.1.Key": "a",
                "TagSpecification.1.Tag.1.Value": "b",
            ]
        )
        #expect(added.texts("securityGroupRuleId").count == 3, "\(added.body)")
        #expect(added.texts("ipProtocol") == ["tcp", "tcp", "tcp"])
        #expect(added.texts("key") == ["a", "a", "a"])
        let group = try cloud.ec2("DescribeSecurityGroups", ["GroupId.1": id])
        #expect(group.texts("fromPort") == ["443"])
        #expect(group.text("cidrIp") == "10.0.0.0/8")
        #expect(group.text("cidrIpv6") == "fd00::/8")
        #expect(
            try cloud.ec2(
                "DescribeSecurityGroups",
                ["Filter.1.Name": "ip-permission.cidr", "Filter.1.Value.1": "10.*"]
            ).texts("groupName") == ["web"]
        )
    }

    @Test func `a rule is there once; one that isn't there is told of when it is to go`() throws {
        let id = try makeGroup()
        let short: KeyValuePairs = [
            "GroupId": id, "IpProtocol": "tcp", "FromPort": "22", "ToPort": "22", "CidrIp": "0.0.0.0/0",
        ]
        #expect(try cloud.ec2("AuthorizeSecurityGroupIngress", short).text("return") == "true")
        #expect(try cloud.ec2("AuthorizeSecurityGroupIngress", short).code == "InvalidPermission.Duplicate")
        let revoked = try cloud.ec2("RevokeSecurityGroupIngress", short)
        #expect(revoked.texts("securityGroupRuleId").count == 1)
        let again = try cloud.ec2("RevokeSecurityGroupIngress", short)
        #expect(again.texts("securityGroupRuleId").isEmpty)
        #expect(again.texts("cidrIp") == ["0.0.0.0/0"])
    }

    @Test func `outgoing rules are added and taken away by identifier`() throws {
        let id = try makeGroup()
        let rules = try cloud.ec2(
            "DescribeSecurityGroupRules",
            ["Filter.1.Name": "group-id", "Filter.1.Value.1": id]
        )
        let all = try #require(rules.text("securityGroupRuleId"))
        let revoked = try cloud.ec2(
            "RevokeSecurityGroupEgress",
            ["GroupId": id, "SecurityGroupRuleId.1": all]
        )
        #expect(revoked.text("securityGroupRuleId") == all)
        let added = try cloud.ec2(
            "AuthorizeSecurityGroupEgress",
            [
                "GroupId": id, "IpPermissions.1.IpProtocol": "-1",
                "IpPermissions.1.PrefixListIds.1.PrefixListId": "pl-1",
            ]
        )
        #expect(added.text("prefixListId") == "pl-1")
        #expect(
            try cloud.ec2("RevokeSecurityGroupEgress", ["GroupId": id, "SecurityGroupRuleId.1": all]).code
                == "InvalidSecurityGroupRuleId.NotFound"
        )
    }

    @Test func `a group that is in use stays`() throws {
        let id = try makeGroup()
        let launched = try cloud.ec2(
            "RunInstances",
            [
                "ImageId": "ami-0123456789abcdef0", "MinCount": "1", "MaxCount": "1", "SecurityGroupId.1": id,
            ]
        )
        #expect(launched.text("groupName") == "web")
        #expect(try cloud.ec2("DeleteSecurityGroup", ["GroupId": id]).code == "DependencyViolation")
        let instanceID = try #require(launched.text("instanceId"))
        _ = try cloud.ec2("TerminateInstances", ["InstanceId.1": instanceID])
        cloud.wait(.seconds(2))
        let other = try makeGroup("db")
        let rule: KeyValuePairs = [
            "GroupId": other, "IpPermissions.1.IpProtocol": "-1", "IpPermissions.1.Groups.1.GroupId": id,
        ]
        _ = try cloud.ec2("AuthorizeSecurityGroupIngress", rule)
        #expect(try cloud.ec2("DeleteSecurityGroup", ["GroupId": id]).code == "DependencyViolation")
        _ = try cloud.ec2("RevokeSecurityGroupIngress", rule)
        #expect(try cloud.ec2("DeleteSecurityGroup", ["GroupId": id]).status == 200)
    }

    @Test(arguments: [
        (["GroupName": "sg-mine", "GroupDescription": "d"], "InvalidParameterValue"),
        (["GroupName": "default", "GroupDescription": "d"], "InvalidGroup.Reserved"),
        (["GroupName": "web"], "MissingParameter"),
        (["GroupName": "web", "GroupDescription": "d", "VpcId": "vpc-1"], "InvalidVpcID.NotFound"),
        (["GroupName": "wéb", "GroupDescription": "d"], "InvalidParameterValue"),
    ])
    func `a group that can't be is refused`(parameters: [String: String], code: String) throws {
        let pairs = [("Action", "CreateSecurityGroup"), ("Version", "2016-11-15")]
        let form = TestCloud.form(pairs + parameters.map { ($0.key, $0.value) })
        #expect(cloud.send(try TestCloud.signed(form)).code == code)
    }

    @Test(arguments: [
        ["IpProtocol": "tcp", "FromPort": "22", "ToPort": "21", "CidrIp": "0.0.0.0/0"],
        ["IpProtocol": "tcp", "FromPort": "22", "ToPort": "70000", "CidrIp": "0.0.0.0/0"],
        ["IpProtocol": "gopher", "CidrIp": "0.0.0.0/0"],
        ["IpProtocol": "-1", "CidrIp": "0.0.0.0"],
        ["IpProtocol": "-1", "CidrIp": "300.0.0.0/8"],
        ["IpProtocol": "icmp", "FromPort": "256", "ToPort": "0", "CidrIp": "0.0.0.0/0"],
    ])
    func `a rule that can't be is refused, and the group is as before`(parameters: [String: String]) throws {
        let id = try makeGroup()
        let pairs = [("Action", "AuthorizeSecurityGroupIngress"), ("Version", "2016-11-15"), ("GroupId", id)]
        let form = TestCloud.form(pairs + parameters.map { ($0.key, $0.value) })
        #expect(cloud.send(try TestCloud.signed(form)).code == "InvalidParameterValue")
        #expect(
            try cloud.ec2("DescribeSecurityGroups", ["GroupId.1": id]).body
                .contains("<ipPermissions></ipPermissions>")
        )
    }

    @Test func `a name is there once`() throws {
        _ = try makeGroup()
        let again = try cloud.ec2("CreateSecurityGroup", ["GroupName": "web", "GroupDescription": "d"])
        #expect(again.code == "InvalidGroup.Duplicate")
    }
}
