import Testing

@testable import LocalAWS

@Suite struct `EC2 launch templates` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func make(
        _ name: String = "web",
        _ more: KeyValuePairs<String, String> = [:]
    ) throws -> Reply {
        let pairs = [
            ("Action", "CreateLaunchTemplate"), ("Version", "2016-11-15"), ("LaunchTemplateName", name),
            ("LaunchTemplateData.ImageId", "ami-0123456789abcdef0"),
            ("LaunchTemplateData.InstanceType", "t3.micro"), ("LaunchTemplateData.UserData", ""),
        ]
        let form = TestCloud.form(pairs + more.map { ($0.key, $0.value) })
        return cloud.send(try TestCloud.signed(form))
    }

    @Test func `a template has a first version, which is the default and the latest one`() throws {
        let made = try make("web", ["VersionDescription": "first"])
        let id = try #require(made.text("launchTemplateId"))
        #expect(id.hasPrefix("lt-"))
        #expect(made.text("launchTemplateName") == "web")
        #expect(made.text("defaultVersionNumber") == "1")
        #expect(made.text("latestVersionNumber") == "1")
        #expect(made.text("createdBy") == "arn:aws:iam::111122223333:root")
        let versions = try cloud.ec2("DescribeLaunchTemplateVersions", ["LaunchTemplateId": id])
        #expect(versions.text("versionDescription") == "first")
        #expect(versions.text("defaultVersion") == "true")
        #expect(versions.text("imageId") == "ami-0123456789abcdef0")
        #expect(versions.texts("userData").isEmpty, "empty user data is none")
    }

    @Test func `a template's own tags are not in its data, and those of its data are not its own`() throws {
        let made = try make(
            "web",
            [
                "TagSpecification.1.ResourceType": "launch-template", "TagSpecification.1.Tag.1.Key": "own",
                "TagSpecification.1.Tag.1.Value": "1",
                "LaunchTemplateData.TagSpecification.1.ResourceType": "instance",
                "LaunchTemplateData.TagSpecification.1.Tag.1.Key": "launched",
                "LaunchTemplateData.TagSpecification.1.Tag.1.Value": "2",
            ]
        )
        #expect(made.texts("key") == ["own"])
        let versions = try cloud.ec2("DescribeLaunchTemplateVersions", ["LaunchTemplateName": "web"])
        #expect(versions.texts("key") == ["launched"])
        #expect(versions.text("resourceType") == "instance")
        let id = try #require(made.text("launchTemplateId"))
        _ = try cloud.ec2("CreateTags", ["ResourceId.1": id, "Tag.1.Key": "more", "Tag.1.Value": ""])
        let tags = try cloud.ec2("DescribeTags", ["Filter.1.Name": "resource-id", "Filter.1.Value.1": id])
        #expect(tags.texts("key") == ["own", "more"])
        #expect(tags.text("resourceType") == "launch-template")
    }

    @Test func `a version from a source has what the source has and the data doesn't say`() throws {
        _ = try make("web", ["LaunchTemplateData.EbsOptimized": "true"])
        let second = try cloud.ec2(
            "CreateLaunchTemplateVersion",
            [
                "LaunchTemplateName": "web", "SourceVersion": "1",
                "LaunchTemplateData.InstanceType": "t3.small",
            ]
        )
        #expect(second.text("versionNumber") == "2")
        #expect(second.text("defaultVersion") == "false")
        #expect(second.text("instanceType") == "t3.small")
        #expect(second.text("imageId") == "ami-0123456789abcdef0")
        #expect(second.text("ebsOptimized") == "true")
        let third = try cloud.ec2(
            "CreateLaunchTemplateVersion",
            ["LaunchTemplateName": "web", "LaunchTemplateData.KeyName": "k"]
        )
        #expect(third.text("versionNumber") == "3")
        #expect(third.texts("imageId").isEmpty, "without a source there is nothing to have")
    }

    @Test func `versions are asked for by number, as latest, as default and by range, the latest first`()
        throws
    {
        _ = try make()
        for type in ["t3.small", "t3.large"] {
            _ = try cloud.ec2(
                "CreateLaunchTemplateVersion",
                ["LaunchTemplateName": "web", "LaunchTemplateData.InstanceType": type]
            )
        }
        func numbers(_ parameters: KeyValuePairs<String, String>) throws -> [String] {
            try cloud.ec2("DescribeLaunchTemplateVersions", parameters).texts("versionNumber")
        }
        #expect(try numbers(["LaunchTemplateName": "web"]) == ["3", "2", "1"])
        #expect(try numbers(["LaunchTemplateName": "web", "LaunchTemplateVersion.1": "$Latest"]) == ["3"])
        #expect(try numbers(["LaunchTemplateName": "web", "LaunchTemplateVersion.1": "$Default"]) == ["1"])
        #expect(try numbers(["LaunchTemplateName": "web", "LaunchTemplateVersion.1": "2"]) == ["2"])
        #expect(try numbers(["LaunchTemplateName": "web", "MinVersion": "2"]) == ["3", "2"])
        #expect(try numbers(["LaunchTemplateVersion.1": "$Latest"]) == ["3"])
        let filter: KeyValuePairs = [
            "LaunchTemplateName": "web", "Filter.1.Name": "instance-type", "Filter.1.Value.1": "t3.sm*",
        ]
        #expect(try numbers(filter) == ["2"])
        let page = try cloud.ec2(
            "DescribeLaunchTemplateVersions",
            ["LaunchTemplateName": "web", "MaxResults": "2"]
        )
        let token = try #require(page.text("nextToken"))
        #expect(
            try numbers(["LaunchTemplateName": "web", "MaxResults": "2", "NextToken": token]) == ["1"]
        )
    }

    @Test func `another default version can be set, and all but the default one deleted`() throws {
        _ = try make()
        _ = try cloud.ec2(
            "CreateLaunchTemplateVersion",
            ["LaunchTemplateName": "web", "LaunchTemplateData.InstanceType": "t3.small"]
        )
        let modified = try cloud.ec2(
            "ModifyLaunchTemplate",
            ["LaunchTemplateName": "web", "SetDefaultVersion": "2"]
        )
        #expect(modified.text("defaultVersionNumber") == "2")
        let deleted = try cloud.ec2(
            "DeleteLaunchTemplateVersions",
            [
                "LaunchTemplateName": "web", "LaunchTemplateVersion.1": "1", "LaunchTemplateVersion.2": "2",
                "LaunchTemplateVersion.3": "7",
            ]
        )
        #expect(deleted.texts("versionNumber") == ["1", "2", "7"])
        #expect(deleted.texts("code") == ["unexpectedError", "launchTemplateVersionDoesNotExist"])
        let third = try cloud.ec2(
            "CreateLaunchTemplateVersion",
            ["LaunchTemplateName": "web", "LaunchTemplateData.InstanceType": "t3.large"]
        )
        #expect(third.text("versionNumber") == "3", "no number comes twice")
        #expect(try cloud.ec2("DeleteLaunchTemplate", ["LaunchTemplateName": "web"]).status == 200)
        #expect(try cloud.ec2("DescribeLaunchTemplates").texts("launchTemplateId").isEmpty)
    }

    @Test func `what isn't there is refused by its own code, and a name is there once`() throws {
        let made = try make()
        #expect(try make().code == "InvalidLaunchTemplateName.AlreadyExistsException")
        #expect(try make("a").code == "InvalidLaunchTemplateName.MalformedException")
        let missing: KeyValuePairs = ["LaunchTemplateId.1": "lt-0123456789abcdef0"]
        let refusal = try cloud.ec2("DescribeLaunchTemplates", missing)
        #expect(refusal.code == "InvalidLaunchTemplateId.NotFound")
        #expect(
            refusal.message
                == "The specified launch template, with template ID lt-0123456789abcdef0, does not exist."
        )
        #expect(
            try cloud.ec2("DescribeLaunchTemplates", ["LaunchTemplateName.1": "db"]).code
                == "InvalidLaunchTemplateName.NotFoundException"
        )
        #expect(
            try cloud.ec2("DescribeLaunchTemplates", ["LaunchTemplateId.1": "lt-x"]).code
                == "InvalidLaunchTemplateId.Malformed"
        )
        let id = try #require(made.text("launchTemplateId"))
        let version = try cloud.ec2(
            "DescribeLaunchTemplateVersions",
            ["LaunchTemplateId": id, "LaunchTemplateVersion.1": "9"]
        )
        #expect(version.code == "InvalidLaunchTemplateId.VersionNotFound")
        #expect(try cloud.ec2("DescribeLaunchTemplateVersions").code == "MissingParameter")
        #expect(try cloud.ec2("DeleteLaunchTemplate").code == "MissingParameter")
        let both: KeyValuePairs = ["LaunchTemplateId": id, "LaunchTemplateName": "web"]
        #expect(try cloud.ec2("DeleteLaunchTemplate", both).code == "InvalidParameterCombination")
    }

    @Test func `the same client token makes one template and one version`() throws {
        let first = try make("web", ["ClientToken": "t"])
        #expect(
            try make("web", ["ClientToken": "t"]).text("launchTemplateId") == first.text("launchTemplateId")
        )
        #expect(try make("mail", ["ClientToken": "t"]).code == "IdempotentParameterMismatch")
        let call: KeyValuePairs = [
            "LaunchTemplateName": "web", "LaunchTemplateData.InstanceType": "t3.small", "ClientToken": "v",
        ]
        #expect(try cloud.ec2("CreateLaunchTemplateVersion", call).text("versionNumber") == "2")
        #expect(try cloud.ec2("CreateLaunchTemplateVersion", call).text("versionNumber") == "2")
    }

    /// What the data can say, by parameter: what is rendered of it.
    private static let members: [(String, String, String)] = [
        ("KernelId", "aki-1", "<kernelId>aki-1</kernelId>"),
        ("RamDiskId", "ari-1", "<ramDiskId>ari-1</ramDiskId>"),
        ("Monitoring.Enabled", "true", "<monitoring><enabled>true</enabled></monitoring>"),
        ("Placement.GroupName", "g", "<placement><groupName>g</groupName></placement>"),
        ("Placement.AvailabilityZone", "eu-west-1a", "<availabilityZone>eu-west-1a</availabilityZone>"),
        ("IamInstanceProfile.Name", "p", "<iamInstanceProfile><name>p</name></iamInstanceProfile>"),
        ("SecurityGroupId.1", "sg-1", "<securityGroupIdSet><item>sg-1</item></securityGroupIdSet>"),
        ("SecurityGroup.1", "web", "<securityGroupSet><item>web</item></securityGroupSet>"),
        ("MetadataOptions.HttpTokens", "required", "<httpTokens>required</httpTokens>"),
        ("CreditSpecification.CpuCredits", "unlimited", "<cpuCredits>unlimited</cpuCredits>"),
        ("CpuOptions.CoreCount", "2", "<cpuOptions><coreCount>2</coreCount></cpuOptions>"),
        (
            "InstanceMarketOptions.SpotOptions.MaxPrice", "0.1",
            "<spotOptions><maxPrice>0.1</maxPrice></spotOptions>"
        ),
        (
            "LicenseSpecification.1.LicenseConfigurationArn", "arn:x",
            "<licenseSet><item><licenseConfigurationArn>arn:x</licenseConfigurationArn></item></licenseSet>"
        ),
        ("InstanceRequirements.VCpuCount.Min", "2", "<vCpuCount><min>2</min></vCpuCount>"),
        (
            "InstanceRequirements.CpuManufacturer.1", "amd",
            "<cpuManufacturerSet><item>amd</item></cpuManufacturerSet>"
        ),
        ("BlockDeviceMapping.1.VirtualName", "ephemeral0", "<virtualName>ephemeral0</virtualName>"),
        ("BlockDeviceMapping.1.Ebs.VolumeSize", "9", "<ebs><volumeSize>9</volumeSize></ebs>"),
        ("NetworkInterface.1.SecurityGroupId.1", "sg-1", "<groupSet><groupId>sg-1</groupId></groupSet>"),
        (
            "NetworkInterface.1.Ipv6Addresses.1.Ipv6Address", "::1",
            "<ipv6AddressesSet><item><ipv6Address>::1</ipv6Address></item></ipv6AddressesSet>"
        ),
        ("HibernationOptions.Configured", "true", "<configured>true</configured>"),
        ("DisableApiStop", "true", "<disableApiStop>true</disableApiStop>"),
        ("InstanceInitiatedShutdownBehavior", "terminate", ">terminate<"),
        ("UserData", "IyE=", "<userData>IyE=</userData>"),
    ]

    @Test(arguments: members)
    func `every member of the data is kept and shown`(name: String, value: String, shown: String) throws {
        var more: [(String, String)] = [("LaunchTemplateData.\(name)", value)]
        if name.hasPrefix("BlockDevice") {
            more.append(("LaunchTemplateData.BlockDeviceMapping.1.DeviceName", "/dev/sdf"))
        }
        let pairs = [
            ("Action", "CreateLaunchTemplate"), ("Version", "2016-11-15"), ("LaunchTemplateName", "web"),
        ]
        let made = cloud.send(try TestCloud.signed(TestCloud.form(pairs + more)))
        #expect(made.status == 200, "\(made.body)")
        let versions = try cloud.ec2("DescribeLaunchTemplateVersions", ["LaunchTemplateName": "web"])
        #expect(versions.body.contains(shown), "\(versions.body)")
    }

    @Test(arguments: [
        ("Placement.Tenancy", "mine"), ("MetadataOptions.HttpTokens", "maybe"), ("InstanceType", "big"),
        ("UserData", "no base64!"), ("InstanceInitiatedShutdownBehavior", "sleep"),
        ("CpuOptions.CoreCount", "x"),
        ("InstanceMarketOptions.MarketType", "barter"), ("MetadataOptions.HttpPutResponseHopLimit", "65"),
    ])
    func `data that AWS wouldn't take is refused`(name: String, value: String) throws {
        let made = try cloud.ec2(
            "CreateLaunchTemplate",
            ["LaunchTemplateName": "web", "LaunchTemplateData.\(name)": value]
        )
        #expect(made.code == "InvalidParameterValue", "\(made.body)")
        #expect(try cloud.ec2("DescribeLaunchTemplates").texts("launchTemplateId").isEmpty)
    }
}
