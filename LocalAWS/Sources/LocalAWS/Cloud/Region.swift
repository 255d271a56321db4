/// A region by name, such as `eu-west-1`, and what follows from its name.
struct Region: Hashable, Sendable, Codable {
    let name: String

    /// Nil for what can't be a region's name: groups of letters, the last of digits, between hyphens.
    init?(_ name: some StringProtocol) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, name.utf8.count <= 32, let number = parts.last, !number.isEmpty,
            number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            parts.dropLast().allSatisfy({ part in
                !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            })
        else { return nil }
        self.name = String(name)
    }

    /// The second part of the region's ARNs.
    var partition: String {
        if name.hasPrefix("cn-") { return "aws-cn" }
        if name.hasPrefix("us-gov-") { return "aws-us-gov" }
        return "aws"
    }

    /// The last letters of its zones' names.
    private static let zoneLetters = ["a", "b", "c"]

    /// Its availability zones; every region has three here.
    var zones: [AvailabilityZone] {
        Self.zoneLetters.indices.map(zone(at:))
    }

    /// The zone of that name, if it is one of the region's.
    func zone(named zoneName: String) -> AvailabilityZone? {
        guard zoneName.hasPrefix(name) else { return nil }
        return Self.zoneLetters.firstIndex { zoneName.utf8.dropFirst(name.utf8.count).elementsEqual($0.utf8) }
            .map(zone(at:))
    }

    private func zone(at index: Int) -> AvailabilityZone {
        AvailabilityZone(
            name: name + Self.zoneLetters[index],
            id: "\(shortName)-az\(index + 1)",
            region: self
        )
    }

    /// The region in identifiers of zones: `use1` for `us-east-1`.
    private var shortName: String {
        let parts = name.split(separator: "-")
        let middle = parts.dropFirst().dropLast().map {
            Self.abbreviations[String($0)] ?? String($0.prefix(1))
        }
        return parts[0] + middle.joined() + (parts.last ?? "")
    }

    private static let abbreviations = [
        "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw", "gov": "g",
    ]

    /// The regions of the commercial partition that need no opting in, and thus what DescribeRegions lists.
    static let enabledByDefault = [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
        "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ]
}

/// A part of a region in which instances and volumes live.
struct AvailabilityZone: Hashable, Sendable {
    /// `eu-west-1a`.
    let name: String
    /// `euw1-az1`, the same for every account.
    let id: String
    let region: Region
}
