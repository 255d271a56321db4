/// The kinds of resources that EC2 tells apart by the prefix of their identifiers.
enum ResourceKind: String, CaseIterable, Sendable, Codable {
    case instance = "i"
    case volume = "vol"
    case snapshot = "snap"
    case image = "ami"

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
        }
    }

    /// Says that there are no such resources, in the words of AWS.
    func notFound(_ ids: [String]) -> ServiceError {
        let list = ids.joined(separator: ", ")
        let isOne = ids.count == 1
        return switch self {
        case .instance:
            ServiceError(
                "InvalidInstanceID.NotFound",
                isOne ? "The instance ID '\(list)' does not exist" : "The instance IDs '\(list)' do not exist"
            )
        case .volume:
            ServiceError(
                "InvalidVolume.NotFound",
                isOne ? "The volume '\(list)' does not exist." : "The volumes '\(list)' do not exist."
            )
        case .snapshot:
            ServiceError(
                "InvalidSnapshot.NotFound",
                isOne ? "The snapshot '\(list)' does not exist." : "The snapshots '\(list)' do not exist."
            )
        case .image:
            ServiceError(
                "InvalidAMIID.NotFound",
                isOne ? "The image id '[\(list)]' does not exist" : "The image ids '[\(list)]' do not exist"
            )
        }
    }
}
