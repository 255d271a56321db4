import Testing

@testable import LocalAWS

@Suite struct `Stopping, starting and protecting instances` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func state(of id: String) throws -> String? {
        try cloud.ec2(
            "DescribeInstances",
            ["InstanceId.1": id, "Filter.1.Name": "instance-id", "Filter.1.Value.1": id]
        )
        .texts("name").first
    }

    @Test func `an instance stops, keeps its volumes and its private address, and starts again`() throws {
        let (id, volumes) = try cloud.launchInstance()
        let before = try cloud.ec2("DescribeInstances", ["InstanceId.1": id])
        #expect(before.texts("ipAddress").count == 1)
        #expect(try cloud.ec2("StopInstances", ["InstanceId.1": id]).texts("code") == ["64", "16"])
        #expect(try state(of: id) == "stopping")
        #expect(try cloud.ec2("StartInstances", ["InstanceId.1": id]).code == "IncorrectInstanceState")
        cloud.wait(.seconds(2))
        let stopped = try cloud.ec2("DescribeInstances", ["InstanceId.1": id])
        #expect(stopped.texts("name").first == "stopped")
        #expect(stopped.text("privateIpAddress") == before.text("privateIpAddress"))
        #expect(stopped.texts("ipAddress").isEmpty)
        #expect(cloud.cloud.volumes(attachedTo: id).map(\.id) == volumes)
        #expect(try cloud.ec2("RebootInstances", ["InstanceId.1": id]).code == "IncorrectInstanceState")
        #expect(try cloud.ec2("StopInstances", ["InstanceId.1": id]).texts("code") == ["80", "80"])
        #expect(try cloud.ec2("StartInstances", ["InstanceId.1": id]).texts("code") == ["0", "80"])
        cloud.wait(.seconds(2))
        #expect(try state(of: id) == "running")
        #expect(try cloud.ec2("RebootInstances", ["InstanceId.1": id]).text("return") == "true")
        #expect(try cloud.ec2("StartInstances", ["InstanceId.1": id]).texts("code") == ["16", "16"])
    }

    @Test func `an instance that ends can't be stopped or started`() throws {
        let (id, _) = try cloud.launchInstance()
        _ = try cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        for action in ["StopInstances", "StartInstances", "RebootInstances"] {
            #expect(try cloud.ec2(action, ["InstanceId.1": id]).code == "IncorrectInstanceState")
        }
        #expect(try cloud.ec2("StopInstances").code == "MissingParameter")
        #expect(
            try cloud.ec2("StopInstances", ["InstanceId.1": id, "Hibernate": "true"]).code
                == "UnsupportedOperation"
        )
    }

    @Test func `a stopped instance can be given a volume, and ends`() throws {
        let (id, _) = try cloud.launchInstance()
        let volume = try cloud.makeVolume()
        _ = try cloud.ec2("StopInstances", ["InstanceId.1": id])
        cloud.wait(.seconds(2))
        let attached = try cloud.ec2(
            "AttachVolume",
            ["InstanceId": id, "VolumeId": volume, "Device": "/dev/sdz"]
        )
        #expect(attached.status == 200)
        #expect(try cloud.ec2("TerminateInstances", ["InstanceId.1": id]).texts("code") == ["32", "80"])
    }

    @Test func `a protected instance is neither stopped nor terminated until its attributes are changed`()
        throws
    {
        let (id, _) = try cloud.launchInstance()
        func protect(_ flag: String) throws {
            for attribute in ["DisableApiTermination", "DisableApiStop"] {
                let modified = try cloud.ec2(
                    "ModifyInstanceAttribute",
                    ["InstanceId": id, "\(attribute).Value": flag]
                )
                #expect(modified.text("return") == "true")
            }
        }
        try protect("true")
        let shown = try cloud.ec2(
            "DescribeInstanceAttribute",
            ["InstanceId": id, "Attribute": "disableApiTermination"]
        )
        #expect(shown.text("value") == "true")
        #expect(try cloud.ec2("StopInstances", ["InstanceId.1": id]).code == "OperationNotPermitted")
        #expect(try cloud.ec2("TerminateInstances", ["InstanceId.1": id]).code == "OperationNotPermitted")
        #expect(try state(of: id) == "running")
        try protect("false")
        #expect(try cloud.ec2("TerminateInstances", ["InstanceId.1": id]).status == 200)
    }
}
