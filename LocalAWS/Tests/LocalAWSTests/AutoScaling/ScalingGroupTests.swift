import Testing

@testable import LocalAWS

@Suite struct `Auto Scaling groups` {
    private let scaling: ScalingCloud

    init() throws { scaling = try ScalingCloud() }

    private func described(_ name: String = "web") throws -> Reply {
        try scaling.accept("DescribeAutoScalingGroups", ["AutoScalingGroupNames.member.1": name])
    }

    @Test func `have AWS's defaults for what nobody chose`() throws {
        try scaling.makeGroup(desired: 1, ["AvailabilityZones.member.1": "eu-west-1b"])
        let group = try described()
        let expected: KeyValuePairs = [
            "DefaultCooldown": "300", "HealthCheckType": "EC2", "HealthCheckGracePeriod": "0",
            "NewInstancesProtectedFromScaleIn": "false", "MinSize": "0",
            "LaunchConfigurationName": "small", "CapacityDistributionStrategy": "balanced-best-effort",
            "TerminationPolicies": "<member>Default</member>",
            "AvailabilityZones": "<member>eu-west-1b</member>", "LifecycleState": "InService",
            "HealthStatus": "Healthy", "DeletionProtection": "none",
            "CreatedTime": "2026-01-15T12:00:00.000Z",
        ]
        for (element, text) in expected { #expect(group.text(element) == text, "\(element)") }
        #expect(group.text("Status") == nil)
        #expect(group.body.contains("<VPCZoneIdentifier"))
        let arn = try #require(group.text("AutoScalingGroupARN"))
        #expect(arn.hasPrefix("arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:"))
        #expect(arn.hasSuffix(":autoScalingGroupName/web"))
        #expect(try described("unknown").texts("AutoScalingGroupName").isEmpty)
    }

    @Test(
        arguments: [
            (
                ["MinSize": "3", "MaxSize": "1"],
                "Max bound, 1, must be greater than or equal to min bound, 3"
            ),
            (
                ["MinSize": "0", "MaxSize": "3", "DesiredCapacity": "5"],
                "Desired capacity:5 must be between the specified min size:0 and max size:3"
            ),
            (
                ["MinSize": "0", "MaxSize": "x"],
                "Value (x) for parameter MaxSize is invalid. Expecting an integer."
            ),
            (["MinSize": "0"], "The request must contain the parameter MaxSize"),
            (["MinSize": "-1", "MaxSize": "1"], "MinSize must be greater than or equal to 0; it is -1."),
            (
                ["MinSize": "0", "MaxSize": "1", "VPCZoneIdentifier": "subnet-1"],
                "The subnet ID 'subnet-1' does not exist"
            ),
            (
                ["MinSize": "0", "MaxSize": "1", "HealthCheckType": "PULSE"],
                "Invalid health check type: PULSE"
            ),
            (
                ["MinSize": "0", "MaxSize": "1", "TerminationPolicies.member.1": "Ugliest"],
                "The given termination policies are invalid: [Ugliest]"
            ),
            (
                ["MinSize": "0", "MaxSize": "1", "LaunchTemplate.LaunchTemplateName": "nobody"],
                "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter."
            ),
            (
                ["MinSize": "0", "MaxSize": "1", "MaxInstanceLifetime": "86400"],
                "The parameter MaxInstanceLifetime of CreateAutoScalingGroup is not supported by local-aws."
            ),
        ] as [([String: String], String)]
    )
    func `that can't be are refused, and aren't made`(parameters: [String: String], message: String) throws {
        let pairs =
            [
                ("Action", "CreateAutoScalingGroup"), ("Version", "2011-01-01"),
                ("AutoScalingGroupName", "web"), ("LaunchConfigurationName", "small"),
                ("AvailabilityZones.member.1", "eu-west-1a"),
            ] + parameters.map { ($0.key, $0.value) }
        let reply = try scaling.cloud.send(
            TestCloud.signed(TestCloud.form(pairs), service: "autoscaling")
        )
        #expect(reply.status == 400)
        #expect(reply.code == "ValidationError")
        #expect(reply.message == message)
        #expect(scaling.state.groups.isEmpty)
    }

    @Test func `need something to launch after, and somewhere to launch`() throws {
        let sizes: KeyValuePairs = ["AutoScalingGroupName": "web", "MinSize": "0", "MaxSize": "1"]
        #expect(
            try scaling.call("CreateAutoScalingGroup", sizes).message?.hasPrefix("Valid requests must")
                == true
        )
        let unknown = try scaling.call(
            "CreateAutoScalingGroup",
            [
                "AutoScalingGroupName": "web", "MinSize": "0", "MaxSize": "1",
                "LaunchTemplate.LaunchTemplateName": "nobody", "AvailabilityZones.member.1": "eu-west-1a",
            ]
        )
        #expect(unknown.message?.hasPrefix("You must use a valid fully-formed launch template. ") == true)
        let nowhere = try scaling.call(
            "CreateAutoScalingGroup",
            [
                "AutoScalingGroupName": "web", "MinSize": "0", "MaxSize": "1",
                "LaunchConfigurationName": "small",
            ]
        )
        #expect(nowhere.message == "At least one Availability Zone or VPC Subnet is required.")
    }

    @Test func `have names that nobody else has`() throws {
        try scaling.makeGroup(desired: 0)
        let reply = try scaling.call(
            "CreateAutoScalingGroup",
            [
                "AutoScalingGroupName": "web", "MinSize": "0", "MaxSize": "1",
                "LaunchConfigurationName": "small", "AvailabilityZones.member.1": "eu-west-1a",
            ]
        )
        #expect(reply.code == "AlreadyExists")
        #expect(
            reply.message
                == "AutoScalingGroup by this name already exists - A group with the name web already exists"
        )
    }

    @Test func `take a capacity within their bounds only`() throws {
        try scaling.makeGroup(desired: 1, minimum: 1, maximum: 3)
        func message(_ capacity: String) throws -> String? {
            try scaling.call(
                "SetDesiredCapacity",
                ["AutoScalingGroupName": "web", "DesiredCapacity": capacity]
            ).message
        }
        #expect(
            try message("4")
                == "New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup."
        )
        #expect(
            try message("0")
                == "New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup."
        )
        let unknown = try scaling.call(
            "SetDesiredCapacity",
            ["AutoScalingGroupName": "nobody", "DesiredCapacity": "1"]
        )
        #expect(unknown.code == "ValidationError")
        #expect(
            unknown.message == "AutoScalingGroup name not found - AutoScalingGroup 'nobody' not found"
        )
        #expect(try scaling.group().settings.desiredCapacity == 1)
    }

    @Test func `honour their cooldown when asked to`() throws {
        try scaling.makeGroup(desired: 1, ["DefaultCooldown": "60"])
        let parameters: KeyValuePairs = [
            "AutoScalingGroupName": "web", "DesiredCapacity": "2", "HonorCooldown": "true",
        ]
        #expect(try scaling.call("SetDesiredCapacity", parameters).code == "ScalingActivityInProgress")
        scaling.wait(60)
        #expect(try scaling.call("SetDesiredCapacity", parameters).status == 200)
        #expect(try scaling.group().settings.desiredCapacity == 2)
    }

    @Test func `are changed by what an update names, and by nothing else`() throws {
        try scaling.makeGroup(desired: 2, ["HealthCheckGracePeriod": "120", "DefaultInstanceWarmup": "9"])
        try scaling.accept(
            "UpdateAutoScalingGroup",
            [
                "AutoScalingGroupName": "web", "MinSize": "3", "DefaultCooldown": "10",
                "AvailabilityZoneDistribution.CapacityDistributionStrategy": "balanced-only",
                "TerminationPolicies.member.1": "NewestInstance", "DefaultInstanceWarmup": "-1",
            ]
        )
        let settings = try scaling.group().settings
        #expect(settings.minimumSize == 3)
        #expect(settings.desiredCapacity == 3, "the bound takes the capacity with it")
        #expect(settings.maximumSize == 10)
        #expect(settings.healthCheckGracePeriod == 120)
        #expect(settings.defaultCooldown == 10)
        #expect(settings.zoneDistribution == .only)
        #expect(settings.terminationPolicies == [.newestInstance])
        #expect(settings.defaultInstanceWarmup == nil)
        let refused = try scaling.call(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "DesiredCapacity": "11"]
        )
        #expect(refused.code == "ValidationError")
        scaling.wait(2)
        #expect(
            scaling.activities.first?.cause.hasPrefix(
                "At 2026-01-15T12:00:02Z a user request update of AutoScalingGroup constraints to min: 3, max: 10, "
                    + "desired: 3 changing the desired capacity from 2 to 3.  At 2026-01-15T12:00:02Z an instance was started"
            ) == true
        )
    }

    @Test func `are not deleted while they have instances, unless forced`() throws {
        try scaling.makeGroup(desired: 2)
        let name: KeyValuePairs = ["AutoScalingGroupName": "web"]
        #expect(try scaling.call("DeleteAutoScalingGroup", name).code == "ResourceInUse")
        try scaling.setCapacity(0)
        #expect(try scaling.call("DeleteAutoScalingGroup", name).code == "ScalingActivityInProgress")
        scaling.wait(2)
        try scaling.accept("DeleteAutoScalingGroup", name)
        #expect(scaling.state.groups.isEmpty)
        #expect(try scaling.call("DeleteAutoScalingGroup", name).code == "ValidationError")
    }

    @Test func `are deleted by force when their instances have ended, whatever hooks there are`() throws {
        try scaling.makeGroup(desired: 2)
        try scaling.accept(
            "PutLifecycleHook",
            [
                "AutoScalingGroupName": "web", "LifecycleHookName": "last",
                "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
            ]
        )
        let instances = try scaling.instances()
        try scaling.accept("DeleteAutoScalingGroup", ["AutoScalingGroupName": "web", "ForceDelete": "true"])
        #expect(try described().text("Status") == "Delete in progress")
        #expect(
            try scaling.call("SetDesiredCapacity", ["AutoScalingGroupName": "web", "DesiredCapacity": "0"])
                .code == "ValidationError"
        )
        scaling.wait(2)
        #expect(scaling.state.groups.isEmpty)
        for id in instances { #expect(try scaling.instanceState(id) == .terminated) }
        let old = try scaling.accept(
            "DescribeScalingActivities",
            ["AutoScalingGroupName": "web", "IncludeDeletedGroups": "true"]
        )
        #expect(old.texts("AutoScalingGroupState") == ["Deleted", "Deleted", "Deleted", "Deleted"])
        #expect(try scaling.accept("DescribeScalingActivities").texts("ActivityId").isEmpty)
    }

    @Test func `are deleted by force though a hook holds an instance that is to end`() throws {
        try scaling.makeGroup(desired: 1)
        try scaling.accept(
            "PutLifecycleHook",
            [
                "AutoScalingGroupName": "web", "LifecycleHookName": "last",
                "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
            ]
        )
        try scaling.setCapacity(0)
        #expect(try scaling.states() == ["Terminating:Wait"])
        try scaling.accept("DeleteAutoScalingGroup", ["AutoScalingGroupName": "web", "ForceDelete": "true"])
        scaling.wait(2)
        #expect(scaling.state.groups.isEmpty)
        #expect(scaling.activities.allSatisfy { $0.status == .successful })
    }

    @Test func `that are protected are not deleted`() throws {
        try scaling.makeGroup(desired: 0, ["DeletionProtection": "prevent-force-deletion"])
        let forced: KeyValuePairs = ["AutoScalingGroupName": "web", "ForceDelete": "true"]
        #expect(try scaling.call("DeleteAutoScalingGroup", forced).code == "ResourceInUse")
        try scaling.accept("DeleteAutoScalingGroup", ["AutoScalingGroupName": "web"])
    }

    @Test func `come in pages and by filters`() throws {
        for index in 1...5 {
            try scaling.makeGroup(
                "g\(index)",
                desired: 0,
                ["Tags.member.1.Key": "odd", "Tags.member.1.Value": "\(index % 2)"]
            )
        }
        var names: [String] = []
        var token = ""
        repeat {
            let page = try scaling.accept(
                "DescribeAutoScalingGroups",
                ["MaxRecords": "2", "NextToken": token]
            )
            names += page.texts("AutoScalingGroupName")
            token = page.text("NextToken") ?? ""
        } while !token.isEmpty
        #expect(names == ["g1", "g2", "g3", "g4", "g5"])
        let odd = try scaling.accept(
            "DescribeAutoScalingGroups",
            ["Filters.member.1.Name": "tag:odd", "Filters.member.1.Values.member.1": "1"]
        )
        #expect(odd.texts("AutoScalingGroupName") == ["g1", "g3", "g5"])
        #expect(
            try scaling.call("DescribeAutoScalingGroups", ["NextToken": "x"]).code == "InvalidNextToken"
        )
        #expect(
            try scaling.call("DescribeAutoScalingGroups", ["MaxRecords": "101"]).code == "ValidationError"
        )
    }
}
