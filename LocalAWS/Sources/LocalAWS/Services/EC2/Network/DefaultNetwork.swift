/// The default VPC of a region: one subnet a zone, one security group.
struct DefaultNetwork: Codable, Sendable {
    let vpcID: String
    let securityGroupID: String
    /// One of each zone.
    private(set) var subnets: [Subnet]

    static let cidrBlock = "172.31.0.0/16"

    /// The identifier's part that is the VPC's own.
    private var suffix: Substring { vpcID.dropFirst("vpc-".count) }
    var dhcpOptionsID: String { "dopt-\(suffix)" }
    var cidrAssociationID: String { "vpc-cidr-assoc-\(suffix)" }

    init(in region: Region, identifiers: inout IdentifierGenerator) {
        vpcID = identifiers.resourceID("vpc")
        securityGroupID = identifiers.resourceID("sg")
        subnets = region.zones.enumerated().map { index, zone in
            Subnet(id: identifiers.resourceID("subnet"), zone: zone.name, index: index)
        }
    }

    /// A /20 of 172.31.0.0/16.
    struct Subnet: Codable, Sendable {
        let id: String
        let zone: String
        let index: Int
        fileprivate var nextHost = Self.hosts.lowerBound
        fileprivate var usedHosts: Set<Int> = []

        /// AWS keeps the first four addresses and the last one.
        fileprivate static let hosts = 4...4_094

        init(id: String, zone: String, index: Int) {
            self.id = id
            self.zone = zone
            self.index = index
        }

        var cidrBlock: String { "172.31.\(index * 16).0/20" }
        var freeAddresses: Int { Self.hosts.count - usedHosts.count }

        fileprivate mutating func takeHost() -> Int {
            repeat {
                nextHost = nextHost == Self.hosts.upperBound ? Self.hosts.lowerBound : nextHost + 1
            } while usedHosts.contains(nextHost) && freeAddresses > 0
            usedHosts.insert(nextHost)
            return nextHost
        }
    }

    /// That of the region's first zone.
    var firstSubnet: Subnet { subnets[0] }

    func subnet(id: String) -> Subnet? {
        subnets.first { $0.id == id }
    }

    func subnet(inZone zone: String) -> Subnet? {
        subnets.first { $0.zone == zone }
    }

    /// Takes an address of a subnet that has one.
    mutating func takeAddress(in subnet: Subnet) -> PrivateAddress {
        PrivateAddress(subnet: subnet.index, host: subnets[subnet.index].takeHost())
    }

    mutating func release(_ address: PrivateAddress) {
        subnets[address.subnet].usedHosts.remove(address.host)
    }
}

/// An address of the default VPC.
struct PrivateAddress: Codable, Sendable, Hashable {
    let subnet: Int
    let host: Int

    private var octets: [Int] { [172, 31, subnet * 16 + host / 256, host % 256] }
    /// What it is known by outside: an address that is reserved for tests (RFC 2544), which leads nowhere.
    private var publicOctets: [Int] { [198, 18, subnet * 16 + host / 256, host % 256] }

    /// `198.18.0.4`
    var publicText: String {
        publicOctets.map(String.init).joined(separator: ".")
    }

    /// `ec2-198-18-0-4.eu-west-1.compute.amazonaws.com`
    func publicDNSName(in region: Region) -> String {
        let domain = region.name == "us-east-1" ? "compute-1" : "\(region.name).compute"
        return "ec2-\(publicOctets.map(String.init).joined(separator: "-")).\(domain).amazonaws.com"
    }

    /// `172.31.0.4`
    var text: String {
        octets.map(String.init).joined(separator: ".")
    }

    /// `ip-172-31-0-4.eu-west-1.compute.internal`
    func dnsName(in region: Region) -> String {
        let domain = region.name == "us-east-1" ? "ec2.internal" : "\(region.name).compute.internal"
        return "ip-\(octets.map(String.init).joined(separator: "-")).\(domain)"
    }
}
