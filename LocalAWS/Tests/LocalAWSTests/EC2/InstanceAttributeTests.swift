import Testing

@testable import LocalAWS

@Suite struct `Attributes of instances` {
    private let cloud: TestCloud
    private let id: String

    init() throws {
        cloud = try TestCloud()
        id = try cloud.launchInstance().instanceID
    }

    private func value(_ attribute: String) throws -> String? {
        try cloud.ec2("DescribeInstanceAttribute", ["InstanceId": id, "Attribute": attribute]).text("value")
    }

    @Test(arguments: [
        ("instanceType", "t3.micro"), ("disableApiTermination", "false"), ("disableApiStop", "false"),
        ("instanceInitiatedShutdownBehavior", "stop"), ("rootDeviceName", "/dev/xvda"),
        ("sourceDestCheck", "true"), ("ebsOptimized", "false"), ("enaSupport", "true"),
    ])
    func `each attribute is told by its name`(attribute: String, expected: String) throws {
        #expect(try value(attribute) == expected)
    }

    @Test func `attributes with parts are told whole, and those without a value are empty`() throws {
        func answer(_ attribute: String) throws -> Reply {
            try cloud.ec2("DescribeInstanceAttribute", ["InstanceId": id, "Attribute": attribute])
        }
        #expect(try answer("blockDeviceMapping").texts("deviceName") == ["/dev/xvda", "/dev/sdf"])
        #expect(try answer("groupSet").texts("groupId").count == 1)
        #expect(try answer("userData").body.contains("<userData></userData>"))
        #expect(try answer("kernel").status == 200)
        #expect(try answer("enclaveOptions").text("enabled") == "false")
        #expect(try answer("colour").code == "InvalidParameterValue")
    }

    @Test func `type and user data change only while the instance is stopped`() throws {
        let change: KeyValuePairs = ["InstanceId": id, "InstanceType.Value": "t3.large"]
        #expect(try cloud.ec2("ModifyInstanceAttribute", change).code == "IncorrectInstanceState")
        _ = try cloud.ec2("StopInstances", ["InstanceId.1": id])
        cloud.wait(.seconds(2))
        #expect(try cloud.ec2("ModifyInstanceAttribute", change).status == 200)
        #expect(try value("instanceType") == "t3.large")
        _ = try cloud.ec2("ModifyInstanceAttribute", ["InstanceId": id, "UserData.Value": "IyE="])
        #expect(try value("userData") == "IyE=")
        _ = try cloud.ec2(
            "ModifyInstanceAttribute",
            ["InstanceId": id, "Attribute": "instanceInitiatedShutdownBehavior", "Value": "terminate"]
        )
        #expect(try value("instanceInitiatedShutdownBehavior") == "terminate")
    }

    @Test func `groups and what ends with the instance can be changed`() throws {
        let made = try cloud.ec2("CreateSecurityGroup", ["GroupName": "web", "GroupDescription": "d"])
        let group = try #require(made.text("groupId"))
        _ = try cloud.ec2("ModifyInstanceAttribute", ["InstanceId": id, "GroupId.1": group])
        #expect(try cloud.ec2("DescribeInstances", ["InstanceId.1": id]).text("groupName") == "web")
        let mapping: KeyValuePairs = [
            "InstanceId": id, "BlockDeviceMapping.1.DeviceName": "/dev/xvda",
            "BlockDeviceMapping.1.Ebs.DeleteOnTermination": "false",
        ]
        #expect(try cloud.ec2("ModifyInstanceAttribute", mapping).status == 200)
        _ = try cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        cloud.wait(.seconds(2))
        #expect(try cloud.ec2("DescribeVolumes").texts("volumeId").count == 1)
    }

    @Test(arguments: [
        ([:], "InvalidParameterCombination"),
        (
            ["DisableApiStop.Value": "true", "DisableApiTermination.Value": "true"],
            "InvalidParameterCombination"
        ),
        (["DisableApiStop.Value": "maybe"], "InvalidParameterValue"),
        (["GroupId.1": "sg-0123456789abcdef0"], "InvalidGroup.NotFound"),
        (["Kernel.Value": "aki-1"], "InvalidParameterCombination"),
        (["Attribute": "kernel", "Value": "aki-1"], "UnsupportedOperation"),
        (
            [
                "BlockDeviceMapping.1.DeviceName": "/dev/sdz",
                "BlockDeviceMapping.1.Ebs.DeleteOnTermination": "false",
            ], "InvalidParameterValue"
        ),
    ])
    func `changes that can't be are refused`(parameters: [String: String], code: String) throws {
        let pairs = [("Action", "ModifyInstanceAttribute"), ("Version", "2016-11-15"), ("InstanceId", id)]
        let form = TestCloud.form(pairs + parameters.map { ($0.key, $0.value) })
        #expect(cloud.send(try TestCloud.signed(form)).code == code)
    }

    @Test func `Terraform's question for an image's UEFI data is answered as it expects`() throws {
        let reply = try cloud.ec2("GetInstanceUefiData", ["InstanceId": "ami-0123456789abcdef0"])
        #expect(reply.status == 400)
        #expect(reply.code == "InvalidInstanceID.NotFound")
        #expect(try cloud.ec2("GetInstanceUefiData", ["InstanceId": id]).code == "UnsupportedOperation")
    }

    @Test func `only burstable instances have credits`() throws {
        #expect(
            try cloud.ec2("DescribeInstanceCreditSpecifications", ["InstanceId.1": id]).text("cpuCredits")
                == "unlimited"
        )
        #expect(try cloud.ec2("DescribeInstanceCreditSpecifications").texts("instanceId") == [id])
        let large = try cloud.ec2(
            "RunInstances",
            [
                "ImageId": "ami-0123456789abcdef0", "InstanceType": "m7i.large", "MinCount": "1",
                "MaxCount": "1",
            ]
        )
        let other = try #require(large.text("instanceId"))
        #expect(
            try cloud.ec2("DescribeInstanceCreditSpecifications", ["InstanceId.1": other]).code
                == "UnsupportedOperation"
        )
    }
}
