import Testing

@testable import LocalAWS

@Suite struct `The default network` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    @Test func `there is one VPC, and a subnet in each zone`() throws {
        let vpcs = try cloud.ec2("DescribeVpcs", ["Filter.1.Name": "is-default", "Filter.1.Value.1": "true"])
        let vpcID = try #require(vpcs.text("vpcId"))
        #expect(vpcs.text("cidrBlock") == "172.31.0.0/16")
        #expect(vpcs.text("dhcpOptionsId")?.hasPrefix("dopt-") == true)
        let subnets = try cloud.ec2(
            "DescribeSubnets",
            ["Filter.1.Name": "default-for-az", "Filter.1.Value.1": "true"]
        )
        #expect(subnets.texts("availabilityZone") == ["eu-west-1a", "eu-west-1b", "eu-west-1c"])
        #expect(subnets.texts("cidrBlock") == ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"])
        #expect(Set(subnets.texts("vpcId")) == [vpcID])
        let id = try #require(subnets.texts("subnetId").first)
        #expect(
            subnets.texts("subnetArn").first == "arn:aws:ec2:eu-west-1:111122223333:subnet/\(id)"
        )
    }

    @Test func `a subnet has an address fewer for each instance in it`() throws {
        func free() throws -> [String] { try cloud.ec2("DescribeSubnets").texts("availableIpAddressCount") }
        #expect(try free() == ["4091", "4091", "4091"])
        let (id, _) = try cloud.launchInstance()
        #expect(try free() == ["4090", "4091", "4091"])
        let interfaces = try cloud.ec2(
            "DescribeNetworkInterfaces",
            ["Filter.1.Name": "attachment.instance-id", "Filter.1.Value.1": id]
        )
        #expect(interfaces.texts("networkInterfaceId").count == 1)
        #expect(interfaces.text("status") == "in-use")
        _ = try cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        cloud.wait(.seconds(2))
        #expect(try cloud.ec2("DescribeNetworkInterfaces").texts("networkInterfaceId").isEmpty)
    }

    @Test func `attributes of the VPC and of the account are told`() throws {
        let vpcID = try #require(try cloud.ec2("DescribeVpcs").text("vpcId"))
        let support = try cloud.ec2(
            "DescribeVpcAttribute",
            ["VpcId": vpcID, "Attribute": "enableDnsSupport"]
        )
        #expect(support.body.contains("<enableDnsSupport><value>true</value></enableDnsSupport>"))
        let account = try cloud.ec2("DescribeAccountAttributes", ["AttributeName.1": "default-vpc"])
        #expect(account.text("attributeValue") == vpcID)
    }

    @Test(arguments: [
        ("DescribeVpcs", "VpcId.1", "vpc-1", "InvalidVpcID.NotFound"),
        ("DescribeSubnets", "SubnetId.1", "subnet-1", "InvalidSubnetID.NotFound"),
        ("DescribeNetworkInterfaces", "NetworkInterfaceId.1", "eni-1", "InvalidNetworkInterfaceID.NotFound"),
        ("DescribeAccountAttributes", "AttributeName.1", "colour", "InvalidParameterValue"),
    ])
    func `what isn't there is refused`(action: String, name: String, value: String, code: String) throws {
        #expect(try cloud.ec2(action, [name: value]).code == code)
    }

    @Test func `instance types have processors, memory and places`() throws {
        let types = try cloud.ec2(
            "DescribeInstanceTypes",
            ["InstanceType.1": "t3.micro", "InstanceType.2": "m7g.large"]
        )
        #expect(types.texts("instanceType") == ["t3.micro", "m7g.large"])
        #expect(types.texts("defaultVCpus") == ["2", "2"])
        #expect(types.texts("sizeInMiB") == ["1024", "8192"])
        #expect(types.texts("burstablePerformanceSupported") == ["true", "false"])
        #expect(types.body.contains("<supportedArchitectures><item>arm64</item></supportedArchitectures>"))
        #expect(
            try cloud.ec2("DescribeInstanceTypes", ["InstanceType.1": "z9.huge"]).code
                == "InvalidInstanceType"
        )
        let offerings = try cloud.ec2(
            "DescribeInstanceTypeOfferings",
            [
                "LocationType": "availability-zone", "Filter.1.Name": "instance-type",
                "Filter.1.Value.1": "t3.micro",
            ]
        )
        #expect(offerings.texts("location") == ["eu-west-1a", "eu-west-1b", "eu-west-1c"])
        let page = try cloud.ec2("DescribeInstanceTypes", ["MaxResults": "5"])
        #expect(page.texts("instanceType").count == 5)
        #expect(page.text("nextToken") != nil)
    }

    @Test func `the image of the tutorial and of Terraform's data source is found`() throws {
        let images = try cloud.ec2(
            "DescribeImages",
            [
                "Owner.1": "amazon", "Filter.1.Name": "name", "Filter.1.Value.1": "al2023-ami-*-x86_64",
                "Filter.2.Name": "architecture", "Filter.2.Value.1": "x86_64",
                "Filter.3.Name": "root-device-type", "Filter.3.Value.1": "ebs", "Filter.4.Name": "state",
                "Filter.4.Value.1": "available", "IncludeDeprecated": "false",
            ]
        )
        #expect(images.texts("imageId").count == 1)
        #expect(images.text("imageOwnerAlias") == "amazon")
        #expect(try cloud.ec2("DescribeImages", ["Owner.1": "self"]).texts("imageId").isEmpty)
    }
}
