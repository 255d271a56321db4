/// The kinds of resources that EC2 tells apart by the prefix of their identifiers.
enum ResourceKind: String, CaseIterable, Sendable, Codable {
    case instance = "i"
    case volume = "vol"
    case snapshot = "snap"
    case image = "ami"
    case launchTemplate = "lt"
    case securityGroup = "sg"
    case securityGroupRule = "sgr"
    case keyPair = "key"
    case subnet = "subnet"
    case vpc = "vpc"
    case networkInterface = "eni"
    case spotRequest = "sir"

    /// The kind of an identifier, by its prefix; nil for other prefixes.
    init?(ofID id: String) {
        guard let hyphen = id.firstIndex(of: "-") else { return nil }
        self.init(rawValue: String(id[..<hyphen]))
    }

    /// How tags name the kind.
    var tagType: String {
        switch self {
        case .instance: "instance"
        case .volume: "volume"
        case .snapshot: "snapshot"
        case .image: "image"
        case .launchTemplate: "launch-template"
        case .securityGroup: "security-group"
        case .securityGroupRule: "security-group-rule"
        case .keyPair: "key-pair"
        case .subnet: "subnet"
        case .vpc: "vpc"
        case .networkInterface: "network-interface"
        case .spotRequest: "spot-instances-request"
        }
    }

    /// An identifier with this prefix, checked: 8 or 17 lower-case hexadecimal digits follow.
    func isWellFormed(_ id: String) -> Bool {
        guard id.hasPrefix("\(rawValue)-") else { return false }
        let digits = id.utf8.dropFirst(rawValue.utf8.count + 1)
        return (digits.count == 8 || digits.count == 17)
            && digits.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    /// Refuses an identifier that can't be one of this kind, in the words of AWS.
    func check(_ id: String, parameter: String) throws(ServiceError) {
        guard !isWellFormed(id) else { return }
        switch self {
        case .instance:
            throw ServiceError("InvalidInstanceID.Malformed", "Invalid id: \"\(id)\"")
        case .image:
            throw ServiceError("InvalidAMIID.Malformed", "Invalid id: \"\(id)\"")
        case .volume, .snapshot:
            guard id.hasPrefix("\(rawValue)-") else {
                throw .invalidValue(id, for: parameter, expected: "Expected: '\(rawValue)-...'.")
            }
            let code = self == .volume ? "InvalidVolumeID.Malformed" : "InvalidSnapshotID.Malformed"
            throw ServiceError(code, "Invalid id: \"\(id)\"")
        case .launchTemplate:
            throw ServiceError("InvalidLaunchTemplateId.Malformed", "Invalid launch template ID: \(id)")
        case .securityGroup:
            throw ServiceError("InvalidGroupId.Malformed", "Invalid id: \"\(id)\" (expecting \"sg-...\")")
        case .securityGroupRule:
            throw ServiceError("InvalidSecurityGroupRuleId.Malformed", "Invalid id: \"\(id)\"")
        case .keyPair, .subnet, .vpc, .networkInterface, .spotRequest:
            // Nothing has an identifier that can't be one: it won't be found.
            return
        }
    }

    /// Says that there are no such resources, in the words of AWS.
    func notFound(_ ids: [String]) -> ServiceError {
        let list = ids.joined(separator: ", ")
        return ids.count == 1 ? notFound(one: list) : notFound(several: list)
    }

    private func notFound(one id: String) -> ServiceError {
        let text =
            switch self {
            case .instance: "The instance ID '\(id)' does not exist"
            case .volume: "The volume '\(id)' does not exist."
            case .snapshot: "The snapshot '\(id)' does not exist."
            case .image: "The image id '[\(id)]' does not exist"
            case .launchTemplate:
                "The specified launch template, with template ID \(id), does not exist."
            case .securityGroup: "The security group '\(id)' does not exist"
            case .securityGroupRule: "The security group rule ID '\(id)' does not exist"
            case .keyPair: "The key pair '\(id)' does not exist"
            case .subnet: "The subnet ID '\(id)' does not exist"
            case .vpc: "The vpc ID '\(id)' does not exist"
            case .networkInterface: "The networkInterface ID '\(id)' does not exist"
            case .spotRequest: "The spot instance request ID '\(id)' does not exist"
            }
        return ServiceError(notFoundCode, text)
    }

    private func notFound(several ids: String) -> ServiceError {
        let text =
            switch self {
            case .instance: "The instance IDs '\(ids)' do not exist"
            case .volume: "The volumes '\(ids)' do not exist."
            case .snapshot: "The snapshots '\(ids)' do not exist."
            case .image: "The image ids '[\(ids)]' do not exist"
            case .launchTemplate:
                "The specified launch templates, with template IDs \(ids), do not exist."
            case .securityGroup: "The security groups '\(ids)' do not exist"
            case .securityGroupRule: "The security group rule IDs '\(ids)' do not exist"
            case .keyPair: "The key pairs '\(ids)' do not exist"
            case .subnet: "The subnet IDs '\(ids)' do not exist"
            case .vpc: "The vpc IDs '\(ids)' do not exist"
            case .networkInterface: "The networkInterface IDs '\(ids)' do not exist"
            case .spotRequest: "The spot instance request IDs '\(ids)' do not exist"
            }
        return ServiceError(notFoundCode, text)
    }

    private var notFoundCode: String {
        switch self {
        case .instance: "InvalidInstanceID.NotFound"
        case .volume: "InvalidVolume.NotFound"
        case .snapshot: "InvalidSnapshot.NotFound"
        case .image: "InvalidAMIID.NotFound"
        case .launchTemplate: "InvalidLaunchTemplateId.NotFound"
        case .securityGroup: "InvalidGroup.NotFound"
        case .securityGroupRule: "InvalidSecurityGroupRuleId.NotFound"
        case .keyPair: "InvalidKeyPair.NotFound"
        case .subnet: "InvalidSubnetID.NotFound"
        case .vpc: "InvalidVpcID.NotFound"
        case .networkInterface: "InvalidNetworkInterfaceID.NotFound"
        case .spotRequest: "InvalidSpotInstanceRequestID.NotFound"
        }
    }
}
