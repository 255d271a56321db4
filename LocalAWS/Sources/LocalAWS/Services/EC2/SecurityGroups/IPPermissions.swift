/// The rules that a call adds or takes away, each with one peer.
struct IPPermissions: Sendable {
    /// A rule that isn't one of a group yet.
    struct Entry: Sendable, Hashable {
        let range: PortRange
        let peer: Peer
        let description: String?
    }

    /// A peer, which may be a group by its name.
    enum Peer: Sendable, Hashable {
        case known(SecurityGroupRule.Peer)
        case groupName(String)
    }

    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = Set(
        [
            "IpProtocol", "FromPort", "ToPort", "Groups.N.Description", "Groups.N.UserId",
            "Groups.N.GroupName",
            "Groups.N.GroupId", "IpRanges.N.CidrIp", "IpRanges.N.Description", "Ipv6Ranges.N.CidrIpv6",
            "Ipv6Ranges.N.Description", "PrefixListIds.N.PrefixListId", "PrefixListIds.N.Description",
        ].map { "IpPermissions.N.\($0)" }
    )

    /// The names of the parameters for one rule in the short form.
    static let shortParameters: Set<String> = [
        "IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupName",
    ]

    private(set) var entries: [Entry] = []

    /// The rules of `IpPermissions.N`.
    init(_ parameters: Parameters) throws(ServiceError) {
        for member in parameters.structures("IpPermissions") {
            let count = entries.count
            let range = try PortRange(member)
            for part in member.structures("IpRanges") {
                add(range, .known(.ipv4(try CIDRBlock.ipv4(part.required("CidrIp")))), part)
            }
            for part in member.structures("Ipv6Ranges") {
                add(range, .known(.ipv6(try CIDRBlock.ipv6(part.required("CidrIpv6")))), part)
            }
            for part in member.structures("PrefixListIds") {
                add(range, .known(.prefixList(try part.required("PrefixListId"))), part)
            }
            for part in member.structures("Groups") {
                // Every group here is of this account.
                _ = part.optional("UserId")
                add(range, try Self.group(part.optional("GroupId"), part.optional("GroupName")), part)
            }
            guard entries.count > count else {
                throw .missingParameter(
                    "\(member.fullName("IpRanges")), Ipv6Ranges, Groups or PrefixListIds"
                )
            }
        }
    }

    /// The rule of the short form, beside those of `IpPermissions.N`.
    mutating func addShort(_ parameters: Parameters) throws(ServiceError) {
        let cidr = parameters.optional("CidrIp")
        let name = parameters.optional("SourceSecurityGroupName")
        guard cidr != nil || name != nil || parameters.has("IpProtocol") else { return }
        // A group alone means everything that comes from it.
        let range =
            name != nil && !parameters.has("IpProtocol") ? PortRange.everything : try PortRange(parameters)
        if let cidr {
            entries.append(
                Entry(range: range, peer: .known(.ipv4(try CIDRBlock.ipv4(cidr))), description: nil)
            )
        } else if let name {
            entries.append(Entry(range: range, peer: .groupName(name), description: nil))
        } else {
            throw .missingParameter("CidrIp")
        }
    }

    private static func group(_ id: String?, _ name: String?) throws(ServiceError) -> Peer {
        if let id { return .known(.group(id)) }
        guard let name else { throw .missingParameter("GroupId") }
        return .groupName(name)
    }

    private mutating func add(_ range: PortRange, _ peer: Peer, _ part: Parameters) {
        entries.append(Entry(range: range, peer: peer, description: part.optional("Description")))
    }
}

extension PortRange {
    /// The protocols that have names.
    private static let names = ["6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"]

    /// `IpProtocol`, `FromPort` and `ToPort`.
    init(_ parameters: Parameters) throws(ServiceError) {
        let text = try parameters.required("IpProtocol").lowercased()
        let ipProtocol = Self.names[text] ?? text
        let from = try parameters.integer("FromPort")
        let to = try parameters.integer("ToPort")
        switch ipProtocol {
        case "tcp", "udp":
            guard let from, let to else { throw .missingParameter("FromPort and ToPort") }
            guard (0...65_535).contains(from), (0...65_535).contains(to), from <= to else {
                throw .invalidParameterValue("Invalid TCP/UDP port range (\(from):\(to))")
            }
            self.init(ipProtocol: ipProtocol, from: from, to: to)
        case "icmp", "icmpv6":
            let (type, code) = (from ?? -1, to ?? -1)
            guard (-1...255).contains(type), (-1...255).contains(code) else {
                throw .invalidParameterValue("Invalid ICMP type or code (\(type):\(code))")
            }
            self.init(ipProtocol: ipProtocol, from: type, to: code)
        default:
            guard let number = Int(ipProtocol), (-1...255).contains(number) else {
                throw .invalidParameterValue(
                    "Invalid value '\(text)' for IP protocol. Unknown protocol."
                )
            }
            self.init(ipProtocol: ipProtocol, from: nil, to: nil)
        }
    }
}

/// Blocks of addresses.
enum CIDRBlock {
    /// A block of IPv4 addresses, checked: `10.0.0.0/8`.
    static func ipv4(_ text: String) throws(ServiceError) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }),
            let bits = Int(parts[1]), (0...32).contains(bits)
        else { throw malformed(text) }
        return text
    }

    /// A block of IPv6 addresses, checked: `2001:db8::/32`.
    static func ipv6(_ text: String) throws(ServiceError) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (3...8).contains(groups.count),
            groups.allSatisfy({ $0.isEmpty || $0.count <= 4 && UInt16($0, radix: 16) != nil }),
            let bits = Int(parts[1]), (0...128).contains(bits)
        else { throw malformed(text) }
        return text
    }

    private static func malformed(_ text: String) -> ServiceError {
        .invalidParameterValue("CIDR block \(text) is malformed")
    }
}
