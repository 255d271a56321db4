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
        "DeleteOnTermination": "true", "NoDevice": "", "LaunchTemplateId": "lt-0123456789abcdef0",
        "LaunchTemplateName": "web", "LaunchTemplateVersion": "1", "MinVersion": "1", "MaxVersion": "1",
        "SetDefaultVersion": "1", "SourceVersion": "1", "ResolveAlias": "true", "DeviceIndex": "0",
        "AssociatePublicIpAddress": "true", "DisableApiTermination": "true", "DisableApiStop": "true",
        "InstanceInitiatedShutdownBehavior": "stop", "HttpTokens": "required", "HttpEndpoint": "enabled",
        "HttpPutResponseHopLimit": "2", "HttpProtocolIpv6": "disabled", "InstanceMetadataTags": "enabled",
        "SecurityGroupId": "sg-0123456789abcdef0", "GroupId": "sg-0123456789abcdef0",
        "SecurityGroupRuleId": "sgr-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": "22", "ToPort": "22",
        "CidrIp": "10.0.0.0/8", "CidrIpv6": "::/0", "PublicKeyMaterial": "c3NoLXJzYSBBQUFB",
        "KeyType": "rsa", "KeyFormat": "pem", "IncludePublicKey": "true", "LocationType": "region",
        "InstanceType.Value": "t3.micro", "UserData.Value": "IyE=", "SourceDestCheck.Value": "true",
        "EbsOptimized.Value": "true", "DisableApiTermination.Value": "true", "DisableApiStop.Value": "true",
        "InstanceInitiatedShutdownBehavior.Value": "stop",
        "DescribeVpcAttribute.Attribute": "enableDnsSupport",
        "DescribeInstanceAttribute.Attribute": "userData",
        "ModifyInstanceAttribute.Attribute": "sourceDestCheck",
        "ModifyInstanceAttribute.Value": "true", "DescribeInstanceTypes.Filter.N.Name": "instance-type",
        "DescribeInstanceTypeOfferings.Filter.N.Name": "location",
        "DescribeInstanceCreditSpecifications.Filter.N.Name": "instance-id",
        "DescribeLaunchTemplateVersions.Filter.N.Name": "image-id",
        "DescribeVolumeStatus.Filter.N.Name": "availability-zone",
        "DescribeVolumesModifications.Filter.N.Name": "volume-id",
    ]
    .merging(kept(LaunchSpecification.launchableMembers)) { first, _ in first }
    .merging(kept(LaunchSpecification.unlaunchableMembers)) { first, _ in first }
    .merging(kept(LaunchSpecification.placementMembers)) { first, _ in first }
    .merging(kept(NetworkInterfaceSpecification.otherMembers)) { first, _ in first }
    .merging(kept(BlockDeviceMapping.Volume.otherMembers)) { first, _ in first }

    /// Values for members that are only kept.
    private static func kept(_ table: MemberTable) -> [String: String] {
        table.members.reduce(into: [:]) { samples, member in
            switch member.kind {
            case .text(let choices), .texts(let choices): samples[member.request] = choices.first ?? "x"
            case .integer, .decimal: samples[member.request] = "1"
            case .boolean: samples[member.request] = "true"
            case .structure(let table), .structures(let table):
                samples.merge(kept(table)) { first, _ in first }
            }
        }
    }

    /// What resources an action's tags are for.
    private static func resourceType(of action: Action, _ pattern: String) -> String {
        if pattern.hasPrefix("LaunchTemplateData.") { return "instance" }
        let types: KeyValuePairs = [
            "Snapshot": "snapshot", "LaunchTemplate": "launch-template", "Authorize": "security-group-rule",
            "SecurityGroup": "security-group", "KeyPair": "key-pair",
        ]
        return types.first { action.name.contains($0.key) }?.value ?? "volume"
    }

    /// The parameters of an action, leaving out those that exclude others.
    private static func sample(
        of action: Action,
        leavingOut excluded: Set<String>
    ) -> [(name: String, value: String)] {
        let excluded = excluded.subtracting(required[action.name] ?? [])
        return action.honours.compactMap { pattern in
            guard !excluded.contains(where: { pattern == $0 || pattern.hasSuffix(".\($0)") }) else {
                return nil
            }
            let words = pattern.split(separator: ".").filter { $0 != "N" }
            let word = String(words.last ?? "")
            let name = pattern.split(separator: ".").map { $0 == "N" ? "1" : $0 }.joined(separator: ".")
            if word == "ResourceType" { return (name, resourceType(of: action, pattern)) }
            let value =
                samples[words.suffix(2).joined(separator: ".")] ?? samples["\(action.name).\(pattern)"]
                ?? samples[word] ?? "x"
            return (name, value)
        }
    }

    /// Parameters that an action must have, though with others they exclude each other.
    private static let required: [String: Set<String>] = [
        "CreateLaunchTemplate": ["LaunchTemplateName"], "CreateSecurityGroup": ["GroupName"],
    ]

    private static let excluding: [Set<String>] = [
        [
            "MaxResults", "NextToken", "BlockDeviceMapping.N.NoDevice", "LaunchTemplateName",
            "IamInstanceProfile.Name", "GroupName", "SubnetId", "SecurityGroupRuleId.N", "Attribute",
            "Value",
        ],
        [
            "VolumeId.N", "InstanceId.N", "SnapshotId.N", "ImageId.N", "NextToken",
            "BlockDeviceMapping.N.NoDevice", "LaunchTemplateId", "IamInstanceProfile.Arn", "GroupId",
            "GroupId.N", "SubnetId.N", "VpcId.N", "NetworkInterfaceId.N", "InstanceType.N",
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
        let names = ServiceDirectory.all.names
        #expect(reply.message == "local-aws does not emulate the service s3. It has: \(names).")
        var json = try TestCloud.signed("{}", service: "dynamodb")
        json = ServiceRequest(head: json.head.with("application/x-amz-json-1.0"), body: json.body)
        let refusal = try TestCloud().send(json)
        #expect(
            refusal.body
                == #"{"__type":"UnknownOperationException","message":"local-aws does not emulate the service dynamodb. It has: \#(names)."}"#
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
