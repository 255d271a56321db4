/// A group of regions that share accounts and domains.
struct Partition: Sendable, Equatable {
    /// Its name in ARNs.
    let id: String
    /// The domain of its hosts.
    let domain: String
    /// The domain of its hosts that answer over IPv6, too.
    let dualStackDomain: String
    /// What its regions' names have before `-<place>-<number>`.
    private let prefixes: [Substring]

    private init(_ id: String, _ domain: String, dualStack: String, prefixes: [Substring]) {
        self.id = id
        self.domain = domain
        self.dualStackDomain = dualStack
        self.prefixes = prefixes
    }

    /// The partition that the region is in, told from its name, so that a region opened tomorrow works today. A
    /// name of no known shape counts as one of the standard partition, as in the AWS SDKs.
    init(of region: String) {
        let prefix = Self.prefix(of: region)
        self = Self.others.first { $0.prefixes.contains(prefix) } ?? .aws
    }

    /// Whether its hosts for FIPS are the ordinary ones, without `-fips`, unless they are dual-stack.
    var isFIPSThroughout: Bool { id == "aws-us-gov" }

    /// The standard partition.
    static let aws = Partition("aws", "amazonaws.com", dualStack: "api.aws", prefixes: [])

    private static let others = [
        Partition("aws-cn", "amazonaws.com.cn", dualStack: "api.amazonwebservices.com.cn", prefixes: ["cn"]),
        Partition("aws-us-gov", "amazonaws.com", dualStack: "api.aws", prefixes: ["us-gov"]),
        Partition("aws-eusc", "amazonaws.eu", dualStack: "api.amazonwebservices.eu", prefixes: ["eusc-de"]),
        Partition("aws-iso", "c2s.ic.gov", dualStack: "api.aws.ic.gov", prefixes: ["us-iso"]),
        Partition("aws-iso-b", "sc2s.sgov.gov", dualStack: "api.aws.scloud", prefixes: ["us-isob"]),
        Partition("aws-iso-e", "cloud.adc-e.uk", dualStack: "api.cloud-aws.adc-e.uk", prefixes: ["eu-isoe"]),
        Partition("aws-iso-f", "csp.hci.ic.gov", dualStack: "api.aws.hci.ic.gov", prefixes: ["us-isof"]),
    ]

    /// What a name of the form `<prefix>-<place>-<number>` begins with; empty for one of another form.
    private static func prefix(of region: String) -> Substring {
        let parts = region.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 2, let number = parts.last, !number.isEmpty,
            number.utf8.allSatisfy(\.isASCIIDigit),
            !parts[parts.count - 2].isEmpty
        else { return "" }
        return region[..<parts[parts.count - 3].endIndex]
    }
}
