import Testing

@testable import LocalAWS

@Suite struct `Launching from a specification` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func call(_ action: String, _ pairs: [(String, String)]) throws -> Reply {
        let form = TestCloud.form([("Action", action), ("Version", "2016-11-15")] + pairs)
        return cloud.send(try TestCloud.signed(form))
    }

    private func makeTemplate(_ data: [(String, String)]) throws {
        let pairs = [("LaunchTemplateName", "web")] + data.map { ("LaunchTemplateData.\($0.0)", $0.1) }
        let made = try call("CreateLaunchTemplate", pairs)
        try #require(made.status == 200, "\(made.body)")
    }

    private func run(_ pairs: [(String, String)]) throws -> Reply {
        try call("RunInstances", [("MinCount", "1"), ("MaxCount", "1")] + pairs)
    }

    private static let image = ("ImageId", "ami-0123456789abcdef0")

    @Test func `a template says all that the call doesn't, and the instance shows where it is from`() throws {
        try makeTemplate([
            Self.image, ("InstanceType", "t3.small"), ("TagSpecification.1.ResourceType", "volume"),
            ("TagSpecification.1.Tag.1.Key", "Of"), ("TagSpecification.1.Tag.1.Value", "web"),
            ("BlockDeviceMapping.1.DeviceName", "/dev/sdf"), ("BlockDeviceMapping.1.Ebs.VolumeSize", "9"),
        ])
        let launched = try run([("LaunchTemplate.LaunchTemplateName", "web")])
        #expect(launched.text("instanceType") == "t3.small")
        let id = try #require(launched.text("instanceId"))
        let tags = cloud.cloud.tags(of: id)
        #expect(tags.map(\.key) == ["aws:ec2launchtemplate:id", "aws:ec2launchtemplate:version"])
        #expect(tags.last?.value == "1")
        let volumes = cloud.cloud.volumes(attachedTo: id)
        #expect(volumes.map(\.size) == [8, 9])
        #expect(cloud.cloud.tags(of: volumes[1].id) == [Tag(key: "Of", value: "web")])
        let larger = try run([
            ("LaunchTemplate.LaunchTemplateName", "web"), ("LaunchTemplate.Version", "$Latest"),
            ("InstanceType", "t3.large"),
        ])
        #expect(larger.text("instanceType") == "t3.large", "what the call says counts")
    }

    @Test func `a template or a version that isn't there launches nothing`() throws {
        try makeTemplate([Self.image])
        let name = ("LaunchTemplate.LaunchTemplateName", "web")
        #expect(
            try run([("LaunchTemplate.LaunchTemplateName", "db")]).code
                == "InvalidLaunchTemplateName.NotFoundException"
        )
        #expect(
            try run([name, ("LaunchTemplate.Version", "2")]).code == "InvalidLaunchTemplateId.VersionNotFound"
        )
        #expect(try run([name, ("LaunchTemplate.Version", "two")]).code == "InvalidParameterValue")
        #expect(try run([]).code == "MissingParameter")
        #expect(try cloud.ec2("DescribeInstances").texts("instanceId").isEmpty)
    }

    @Test(arguments: [
        ("InstanceMarketOptions.MarketType", "spot"), ("Placement.Tenancy", "dedicated"),
        ("Placement.GroupName", "g"), ("KernelId", "aki-1"), ("HibernationOptions.Configured", "true"),
        ("InstanceRequirements.VCpuCount.Min", "2"), ("NetworkInterface.1.PrivateIpAddress", "172.31.0.9"),
        ("NetworkInterface.1.DeviceIndex", "1"), ("PrivateDnsNameOptions.HostnameType", "resource-name"),
    ])
    func `what a template has and no instance here can be is refused at the launch`(
        name: String,
        value: String
    ) throws {
        try makeTemplate([Self.image, (name, value)])
        let refusal = try run([("LaunchTemplate.LaunchTemplateName", "web")])
        #expect(refusal.code == "UnsupportedOperation", "\(refusal.body)")
        #expect(try cloud.ec2("DescribeInstances").texts("instanceId").isEmpty)
    }

    @Test func `an instance profile must be there, and its role may be handed over only by who may`() throws {
        let profile = ("IamInstanceProfile.Name", "p")
        let refusal = try run([Self.image, profile])
        #expect(refusal.code == "InvalidParameterValue")
        #expect(refusal.message?.hasSuffix("Invalid IAM Instance Profile name") == true)
        let made = try cloud.succeed(cloud.iam("CreateInstanceProfile", ["InstanceProfileName": "p"]))
        let launched = try run([Self.image, profile])
        #expect(launched.text("arn") == made.text("Arn"))
        #expect(launched.text("id") == made.text("InstanceProfileId"))
        let role = try cloud.makeRole("machine")
        _ = try cloud.succeed(
            cloud.iam("AddRoleToInstanceProfile", ["InstanceProfileName": "p", "RoleName": "machine"])
        )
        let call = try #require(Service.ec2.action(named: "RunInstances"))
        #expect(call.mutates)
        let pairs = [
            ("MinCount", "1"), ("MaxCount", "1"), Self.image, ("InstanceType", "t3.micro"), profile,
        ]
        let operation = try RunInstances(Parameters(pairs.map { ($0.0, $0.1) }, style: .flat))
        let region = try #require(Region("eu-west-1"))
        let required = cloud.cloud.change(in: region) { state, context in
            operation.permissions(in: state, context)
        }
        #expect(required.contains { $0.action == "iam:PassRole" && $0.resource == role })
        #expect(
            required.map(\.resource).contains("arn:aws:ec2:eu-west-1:111122223333:instance/*")
        )
        #expect(required.map(\.resource).contains("arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0"))
    }

    @Test func `what is only to be kept is shown`() throws {
        _ = try cloud.iam("CreateInstanceProfile", ["InstanceProfileName": "p"])
        _ = try cloud.ec2("CreateKeyPair", ["KeyName": "k"])
        let launched = try run([
            Self.image, ("InstanceType", "t3.micro"), ("KeyName", "k"), ("IamInstanceProfile.Name", "p"),
            ("MetadataOptions.HttpTokens", "required"), ("CpuOptions.CoreCount", "1"),
            ("MaintenanceOptions.AutoRecovery", "disabled"), ("CreditSpecification.CpuCredits", "standard"),
        ])
        #expect(launched.text("keyName") == "k", "\(launched.body)")
        #expect(launched.text("arn") == "arn:aws:iam::111122223333:instance-profile/p")
        #expect(launched.text("httpTokens") == "required")
        #expect(launched.text("httpPutResponseHopLimit") == "1")
        #expect(launched.text("coreCount") == "1")
        #expect(launched.text("autoRecovery") == "disabled")
        let id = try #require(launched.text("instanceId"))
        let credits = try cloud.ec2("DescribeInstanceCreditSpecifications", ["InstanceId.1": id])
        #expect(credits.text("cpuCredits") == "standard")
    }

    @Test func `a network interface says subnet, groups and whether there is a public address`() throws {
        let subnets = try cloud.ec2("DescribeSubnets").texts("subnetId")
        let group = try #require(
            try cloud.ec2("CreateSecurityGroup", ["GroupName": "web", "GroupDescription": "d"]).text(
                "groupId"
            )
        )
        let launched = try run([
            Self.image, ("NetworkInterface.1.DeviceIndex", "0"), ("NetworkInterface.1.SubnetId", subnets[1]),
            ("NetworkInterface.1.SecurityGroupId.1", group),
            ("NetworkInterface.1.AssociatePublicIpAddress", "false"),
        ])
        #expect(launched.text("subnetId") == subnets[1])
        #expect(launched.text("groupId") == group)
        #expect(launched.text("groupName") == "web")
        #expect(launched.texts("publicIp").isEmpty)
        let open = try run([Self.image])
        #expect(open.texts("publicIp").count == 2)
        #expect(open.text("ipAddress")?.hasPrefix("198.18.") == true)
        #expect(
            try run([Self.image, ("NetworkInterface.1.DeviceIndex", "0"), ("SubnetId", subnets[0])]).code
                == "InvalidParameterCombination"
        )
    }

    @Test func `a group launches into the subnet of its choice, with tags of AWS's own`() throws {
        try makeTemplate([
            Self.image, ("InstanceType", "t3.micro"), ("Placement.AvailabilityZone", "eu-west-1a"),
        ])
        let region = try #require(Region("eu-west-1"))
        let instances = try cloud.cloud.change(in: region) { (state, context) throws(ServiceError) in
            try state.withRegion(region) { (state: inout RegionState) throws(ServiceError) in
                let version = try state.ec2.launchTemplate(id: nil, name: "web").version("$Latest")
                let subnet = state.ec2.network.subnet(inZone: "eu-west-1c")
                return try state.ec2.launch(
                    version.specification,
                    count: 2...2,
                    subnetID: subnet?.id,
                    tags: [Tag(key: "aws:autoscaling:groupName", value: "g")],
                    &context
                )
            }
        }
        #expect(instances.map(\.zone) == ["eu-west-1c", "eu-west-1c"])
        let described = try cloud.ec2("DescribeInstances")
        #expect(described.texts("requesterId").count == 1)
        #expect(described.body.contains("<key>aws:autoscaling:groupName</key><value>g</value>"))
    }

    @Test func `what doesn't exist can't be launched`() throws {
        let type = try run([Self.image, ("InstanceType", "q9.huge")])
        #expect(type.code == "InvalidParameterValue")
        #expect(type.message == "Invalid value 'q9.huge' for InstanceType.")
        #expect(try run([Self.image, ("InstanceType", "m5.24xlarge")]).status == 200)
        let image = try run([("ImageId", "ami-00000000000000000"), ("InstanceType", "t3.micro")])
        #expect(image.code == "InvalidAMIID.NotFound")
        #expect(image.message == "The image id '[ami-00000000000000000]' does not exist")
        let described = try cloud.ec2("DescribeImages", ["ImageId.1": "ami-00000000"])
        #expect(described.code == "InvalidAMIID.NotFound")
    }

    @Test func `a specification over another keeps what it doesn't say`() {
        var own = LaunchSpecification()
        own.instanceType = "t3.large"
        own.securityGroupNames = ["web"]
        own.tagSpecifications = [.instance: [Tag(key: "a", value: "1")]]
        var other = LaunchSpecification()
        other.imageID = "ami-1"
        other.instanceType = "t3.micro"
        other.securityGroupIDs = ["sg-1"]
        other.tagSpecifications = [
            .instance: [Tag(key: "b", value: "2")], .volume: [Tag(key: "c", value: "3")],
        ]
        let merged = own.merged(over: other)
        #expect(merged.imageID == "ami-1")
        #expect(merged.instanceType == "t3.large")
        #expect(merged.securityGroupIDs.isEmpty, "groups by name replace those by identifier")
        #expect(merged.tagSpecifications[.instance] == [Tag(key: "a", value: "1")])
        #expect(merged.tagSpecifications[.volume] == [Tag(key: "c", value: "3")])
    }
}
