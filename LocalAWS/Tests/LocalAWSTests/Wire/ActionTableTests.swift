import HTTPTypes
import Testing

@testable import LocalAWS

@Suite struct `The tables of actions` {
    /// A value for each honoured parameter that an action takes without complaint, by the last word of its
    /// name.
    private static let samples = [
        "VolumeId": "vol-0123456789abcdef0", "InstanceId": "i-0123456789abcdef0",
        "SnapshotId": "snap-0123456789abcdef0", "ImageId": "ami-0123456789abcdef0",
        "ResourceId": "vol-0123456789abcdef0", "Name": "tag-key", "MaxResults": "5", "Size": "8",
        "VolumeSize": "8", "VolumeType": "gp3", "Iops": "3000", "Throughput": "125", "Encrypted": "true",
        "KmsKeyId": "alias/a", "MultiAttachEnabled": "false", "Device": "/dev/sdf", "DeviceName": "/dev/sdf",
        "MinCount": "1", "MaxCount": "1", "InstanceType": "t3.micro", "AvailabilityZone": "eu-west-1a",
        "AvailabilityZoneId": "euw1-az1", "Tenancy": "default", "Enabled": "true", "EbsOptimized": "false",
        "UserData": "IyE=", "Location": "regional", "CopyTagsFromSource": "volume", "Force": "false",
        "SkipOsShutdown": "false", "IncludeAllInstances": "true", "IncludeDeprecated": "true",
        "IncludeDisabled": "true", "AllAvailabilityZones": "true", "AllRegions": "true",
        "ExcludeBootVolume": "false", "ExcludeDataVolumeId": "vol-0123456789abcdef0",
        "DeleteOnTermination": "true", "NoDevice": "",
    ]

    /// The parameters of an action, leaving out those that exclude others.
    private static func sample(
        of action: Action,
        leavingOut excluded: Set<String>
    ) -> [(name: String, value: String)] {
        action.honours.subtracting(excluded).map { pattern in
            let words = pattern.split(separator: ".")
            let word = words.last { $0 != "N" } ?? ""
            let resourceType = action.name.hasPrefix("CreateSnapshot") ? "snapshot" : "volume"
            return (
                words.map { $0 == "N" ? "1" : String($0) }.joined(separator: "."),
                word == "ResourceType" ? resourceType : samples[String(word)] ?? "x"
            )
        }
    }

    private static let excluding: [Set<String>] = [
        ["MaxResults", "NextToken", "BlockDeviceMapping.N.NoDevice"],
        [
            "VolumeId.N", "InstanceId.N", "SnapshotId.N", "ImageId.N", "NextToken",
            "BlockDeviceMapping.N.NoDevice",
        ],
    ]

    private static var actions: [Action] { Service.ec2.actionTable }

    private func run(
        _ action: Action,
        _ pairs: [(name: String, value: String)]
    ) throws -> (Parameters, ServiceError?) {
        let cloud = try TestCloud().cloud
        let parameters = try Parameters(pairs, style: .flat)
        let call = ActionCall(
            service: .ec2,
            region: cloud.defaultRegion,
            caller: Caller(accountID: cloud.accountID, principal: .root)
        )
        do throws(ServiceError) {
            guard case .immediate(let run) = action.run else { return (parameters, nil) }
            _ = try run(parameters, call, cloud)
            return (parameters, nil)
        } catch {
            return (parameters, error)
        }
    }

    @Test func `every parameter that is said to be honoured is read`() throws {
        for action in Self.actions {
            for excluded in Self.excluding {
                let (parameters, error) = try run(action, Self.sample(of: action, leavingOut: excluded))
                if error?.code == "MissingParameter" { continue }
                #expect(parameters.firstUnread == nil, "\(action.name): \(error?.message ?? "")")
            }
        }
    }

    @Test func `every parameter that is said to be refused is refused by name`() throws {
        for action in Self.actions {
            let valid = Self.sample(of: action, leavingOut: Self.excluding[0])
            for refused in action.refuses where refused != "BlockDeviceMapping.N.Ebs" {
                let name = refused.split(separator: ".").map { $0 == "N" ? "1" : $0 }.joined(separator: ".")
                let (_, error) = try run(action, valid + [("\(name).Detail", "x")])
                #expect(
                    error?.code == "UnsupportedOperation",
                    "\(action.name) \(name): \(error?.message ?? "")"
                )
                #expect(error?.message.contains(name) == true)
            }
        }
    }

    @Test func `no parameter is both honoured and refused`() {
        for action in Self.actions {
            #expect(action.honours.isDisjoint(with: action.refuses), "\(action.name)")
        }
    }

    @Test func `a parameter that AWS hasn't got is unknown`() throws {
        let cloud = try TestCloud()
        let reply = try cloud.ec2("DescribeVolumes", ["Colour": "red"])
        #expect(reply.status == 400)
        #expect(reply.code == "UnknownParameter")
        #expect(reply.message == "The parameter Colour is not recognized")
        #expect(
            try cloud.ec2("DescribeVolumes", ["Filter.1.Name": "size", "Filter.1.Valeu.1": "8"]).code != nil
        )
    }

    @Test func `an action that isn't there is invalid, as is one of another version`() throws {
        let cloud = try TestCloud()
        #expect(try cloud.ec2("DescribeDreams").code == "InvalidAction")
        let old = "Action=DescribeVolumes&Version=2010-01-01"
        #expect(cloud.send(try TestCloud.signed(old)).code == "InvalidAction")
        #expect(cloud.send(try TestCloud.signed("Version=2016-11-15")).code == "MissingAction")
    }

    @Test func `a service that isn't emulated is refused by name`() throws {
        let reply = try TestCloud().send(TestCloud.signed("Action=ListBuckets", service: "s3"))
        #expect(reply.status == 400)
        #expect(reply.message == "local-aws does not emulate the service s3. It has: ec2, sts, lambda.")
        var json = try TestCloud.signed("{}", service: "sqs")
        json = ServiceRequest(head: json.head.with("application/x-amz-json-1.0"), body: json.body)
        let refusal = try TestCloud().send(json)
        #expect(
            refusal.body
                == #"{"__type":"UnknownOperationException","message":"local-aws does not emulate the service sqs. It has: ec2, sts, lambda."}"#
        )
    }
}

extension HTTPRequest {
    fileprivate func with(_ contentType: String) -> HTTPRequest {
        var changed = self
        changed.headerFields[.contentType] = contentType
        return changed
    }
}
