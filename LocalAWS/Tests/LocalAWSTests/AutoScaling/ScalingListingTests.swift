import Testing

@testable import LocalAWS

@Suite struct `Launch configurations` {
    private let scaling: ScalingCloud

    init() throws { scaling = try ScalingCloud() }

    @Test func `come back as they were given`() throws {
        let reply = try scaling.accept("DescribeLaunchConfigurations")
        #expect(reply.text("LaunchConfigurationName") == "small")
        #expect(reply.text("DeviceName") == "/dev/sdf")
        #expect(reply.text("VolumeSize") == "20")
        #expect(reply.text("Enabled") == "true")
        #expect(
            reply.text("LaunchConfigurationARN")?.hasSuffix(":launchConfigurationName/small") == true
        )
        let unknown = try scaling.accept(
            "DescribeLaunchConfigurations",
            ["LaunchConfigurationNames.member.1": "nobody"]
        )
        #expect(unknown.texts("LaunchConfigurationName").isEmpty)
    }

    @Test func `are not made twice, nor deleted while a group uses them`() throws {
        let again = try scaling.call(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "small", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro",
            ]
        )
        #expect(again.code == "AlreadyExists")
        try scaling.makeGroup(desired: 0)
        let name: KeyValuePairs = ["LaunchConfigurationName": "small"]
        #expect(try scaling.call("DeleteLaunchConfiguration", name).code == "ResourceInUse")
        try scaling.accept("DeleteAutoScalingGroup", ["AutoScalingGroupName": "web"])
        try scaling.accept("DeleteLaunchConfiguration", name)
        #expect(try scaling.call("DeleteLaunchConfiguration", name).code == "ValidationError")
    }

    @Test(arguments: [
        ("ImageId", "ami-x"), ("InstanceType", "big"), ("UserData", "no base64!"),
        ("SpotPrice", "1"), ("PlacementTenancy", "dedicated"),
        ("BlockDeviceMappings.member.1.VirtualName", "ephemeral0"),
        ("MetadataOptions.HttpTokens", "maybe"),
    ])
    func `that can't be are refused`(name: String, value: String) throws {
        let usual = [
            "Action": "CreateLaunchConfiguration", "Version": "2011-01-01", "LaunchConfigurationName": "l",
            "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro",
        ]
        let pairs = usual.merging([name: value]) { $1 }.map { ($0.key, $0.value) }
        let reply = try scaling.cloud.send(
            TestCloud.signed(TestCloud.form(pairs), service: "autoscaling")
        )
        #expect(reply.code == "ValidationError", "\(reply.body)")
        #expect(scaling.state.launchConfigurations.count == 1)
    }
}

@Suite struct `Tags of groups` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 0)
    }

    private func tag(_ action: String, _ key: String, _ value: String?) throws -> Reply {
        var pairs = [
            ("Action", action), ("Version", "2011-01-01"), ("Tags.member.1.ResourceId", "web"),
            ("Tags.member.1.ResourceType", "auto-scaling-group"), ("Tags.member.1.Key", key),
            ("Tags.member.1.PropagateAtLaunch", "true"),
        ]
        if let value { pairs.append(("Tags.member.1.Value", value)) }
        return try scaling.cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "autoscaling"))
    }

    @Test func `are set, overwritten, listed by filters and removed`() throws {
        for (key, value) in [("b", "1"), ("a", "2"), ("b", "3")] {
            #expect(try tag("CreateOrUpdateTags", key, value).status == 200)
        }
        let all = try scaling.accept("DescribeTags")
        #expect(all.texts("Key") == ["a", "b"])
        #expect(all.texts("Value") == ["2", "3"])
        #expect(all.texts("ResourceType") == ["auto-scaling-group", "auto-scaling-group"])
        let filtered = try scaling.accept(
            "DescribeTags",
            [
                "Filters.member.1.Name": "auto-scaling-group",
                "Filters.member.1.Values.member.1": "web", "Filters.member.2.Name": "key",
                "Filters.member.2.Values.member.1": "b",
            ]
        )
        #expect(filtered.texts("Key") == ["b"])
        #expect(try tag("DeleteTags", "b", "another").status == 200)
        #expect(try scaling.group().tags.count == 2)
        #expect(try tag("DeleteTags", "b", "3").status == 200)
        #expect(try tag("DeleteTags", "a", nil).status == 200)
        #expect(try scaling.group().tags.isEmpty)
    }

    @Test func `have the limits of all tags`() throws {
        #expect(try tag("CreateOrUpdateTags", "aws:x", "").code == "ValidationError")
        for index in 1...50 {
            #expect(try tag("CreateOrUpdateTags", "k\(index)", "").status == 200)
        }
        #expect(try tag("CreateOrUpdateTags", "one more", "").code == "LimitExceeded")
        let nobody = try scaling.call(
            "CreateOrUpdateTags",
            ["Tags.member.1.ResourceId": "nobody", "Tags.member.1.Key": "k"]
        )
        #expect(nobody.code == "ValidationError")
    }
}

@Suite struct `Listings of Auto Scaling` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 0)
    }

    @Test(arguments: [
        ("DescribeAutoScalingNotificationTypes", "autoscaling:TEST_NOTIFICATION"),
        ("DescribeLifecycleHookTypes", "autoscaling:EC2_INSTANCE_TERMINATING"),
        ("DescribeTerminationPolicyTypes", "OldestLaunchTemplate"),
        ("DescribeAdjustmentTypes", "PercentChangeInCapacity"),
        ("DescribeScalingProcessTypes", "AZRebalance"),
        ("DescribeMetricCollectionTypes", "GroupTotalInstances"),
    ])
    func `of what there is have it`(action: String, one: String) throws {
        #expect(try scaling.accept(action).body.contains(">\(one)<"))
    }

    @Test(arguments: [
        "DescribeLoadBalancers", "DescribeLoadBalancerTargetGroups", "DescribeTrafficSources",
        "DescribeWarmPool", "DescribeInstanceRefreshes",
    ])
    func `of what no group has are empty, for groups that there are`(action: String) throws {
        #expect(try scaling.accept(action, ["AutoScalingGroupName": "web"]).texts("member").isEmpty)
        #expect(try scaling.call(action, ["AutoScalingGroupName": "x"]).code == "ValidationError")
    }

    @Test func `of limits count what there is`() throws {
        let limits = try scaling.accept("DescribeAccountLimits")
        #expect(limits.text("MaxNumberOfAutoScalingGroups") == "500")
        #expect(limits.text("NumberOfAutoScalingGroups") == "1")
        #expect(limits.text("NumberOfLaunchConfigurations") == "1")
    }

    @Test func `of metrics have those that are enabled`() throws {
        func metrics() throws -> [String] {
            try scaling.accept("DescribeAutoScalingGroups").texts("Metric")
        }
        try scaling.accept(
            "EnableMetricsCollection",
            [
                "AutoScalingGroupName": "web", "Granularity": "1Minute",
                "Metrics.member.1": "GroupMinSize",
            ]
        )
        #expect(try metrics() == ["GroupMinSize"])
        try scaling.accept(
            "EnableMetricsCollection",
            ["AutoScalingGroupName": "web", "Granularity": "1Minute"]
        )
        #expect(try metrics().count == 13)
        try scaling.accept("DisableMetricsCollection", ["AutoScalingGroupName": "web"])
        #expect(try metrics().isEmpty)
        let hourly = try scaling.call(
            "EnableMetricsCollection",
            ["AutoScalingGroupName": "web", "Granularity": "1Hour"]
        )
        #expect(hourly.code == "ValidationError")
    }
}
