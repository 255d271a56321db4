/// Lists the subnets of the default VPC.
struct DescribeSubnets: EC2Operation {
    static let name = "DescribeSubnets"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["SubnetId.N"])
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("SubnetId")
        filters = try Filter.list(parameters, for: SubnetView.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("subnetIds", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<SubnetView> {
        state.settle(at: context.now)
        let missing = ids.filter { state.network.subnet(id: $0) == nil }
        guard missing.isEmpty else { throw ResourceKind.subnet.notFound(missing) }
        let subnets = state.network.subnets.filter { ids.isEmpty || ids.contains($0.id) }
        return page.page(of: zip(1..., subnets), position: \.0) { [state, context] _, subnet in
            let view = SubnetView(subnet, in: state.network, context)
            return SubnetView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<SubnetView>, to xml: inout OutputWriter) {
        xml.list("subnetSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}

/// A subnet in answers and filters.
struct SubnetView: Sendable {
    let subnet: DefaultNetwork.Subnet
    let vpcID: String
    let accountID: String
    let zoneID: String?
    let arn: String

    init(_ subnet: DefaultNetwork.Subnet, in network: DefaultNetwork, _ context: ActionContext) {
        self.subnet = subnet
        vpcID = network.vpcID
        accountID = context.accountID
        zoneID = context.region.zone(named: subnet.zone)?.id
        arn = context.arn("ec2", "subnet/\(subnet.id)")
    }

    func render(to xml: inout OutputWriter) {
        xml.text("subnetId", subnet.id)
        xml.text("subnetArn", arn)
        xml.text("state", "available")
        xml.text("vpcId", vpcID)
        xml.text("ownerId", accountID)
        xml.text("cidrBlock", subnet.cidrBlock)
        xml.list("ipv6CidrBlockAssociationSet", of: [Never]()) { _, _ in }
        xml.boolean("assignIpv6AddressOnCreation", false)
        xml.boolean("ipv6Native", false)
        xml.boolean("enableDns64", false)
        xml.number("availableIpAddressCount", subnet.freeAddresses)
        xml.text("availabilityZone", subnet.zone)
        xml.text("availabilityZoneId", zoneID)
        xml.boolean("defaultForAz", true)
        xml.boolean("mapPublicIpOnLaunch", true)
        xml.boolean("mapCustomerOwnedIpOnLaunch", false)
        xml.structure("privateDnsNameOptionsOnLaunch") {
            $0.text("hostnameType", "ip-name")
            $0.boolean("enableResourceNameDnsARecord", false)
            $0.boolean("enableResourceNameDnsAAAARecord", false)
        }
    }

    static let filterTable = FilterTable<SubnetView>(
        tags: { _ in TagList() },
        [
            "availability-zone": { [$0.subnet.zone] },
            "availability-zone-id": { [$0.zoneID] },
            "availabilityZone": { [$0.subnet.zone] },
            "available-ip-address-count": { ["\($0.subnet.freeAddresses)"] },
            "cidr": { [$0.subnet.cidrBlock] },
            "cidr-block": { [$0.subnet.cidrBlock] },
            "cidrBlock": { [$0.subnet.cidrBlock] },
            "default-for-az": { _ in ["true"] },
            "defaultForAz": { _ in ["true"] },
            "enable-dns64": { _ in ["false"] },
            "ipv6-native": { _ in ["false"] },
            "map-public-ip-on-launch": { _ in ["true"] },
            "owner-id": { [$0.accountID] },
            "state": { _ in ["available"] },
            "subnet-arn": { [$0.arn] },
            "subnet-id": { [$0.subnet.id] },
            "vpc-id": { [$0.vpcID] },
        ]
    )
}
