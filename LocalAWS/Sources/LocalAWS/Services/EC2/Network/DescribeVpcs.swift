/// Lists the VPCs: there is the default one.
struct DescribeVpcs: EC2Operation {
    static let name = "DescribeVpcs"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["VpcId.N"])
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("VpcId")
        filters = try Filter.list(parameters, for: VPCView.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("vpcIds", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<VPCView> {
        let missing = ids.filter { $0 != state.network.vpcID }
        guard missing.isEmpty else { throw ResourceKind.vpc.notFound(missing) }
        let view = VPCView(network: state.network, accountID: context.accountID)
        return page.page(of: [view], position: { _ in 1 }) {
            VPCView.filterTable.passes($0, filters) ? $0 : nil
        }
    }

    static func render(_ page: Page<VPCView>, to xml: inout OutputWriter) {
        xml.list("vpcSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}

/// The default VPC in answers and filters.
struct VPCView: Sendable {
    let network: DefaultNetwork
    let accountID: String

    func render(to xml: inout OutputWriter) {
        xml.text("vpcId", network.vpcID)
        xml.text("ownerId", accountID)
        xml.text("state", "available")
        xml.text("cidrBlock", DefaultNetwork.cidrBlock)
        xml.list("cidrBlockAssociationSet", of: [network]) { xml, network in
            xml.text("cidrBlock", DefaultNetwork.cidrBlock)
            xml.text("associationId", network.cidrAssociationID)
            xml.structure("cidrBlockState") { $0.text("state", "associated") }
        }
        xml.text("dhcpOptionsId", network.dhcpOptionsID)
        xml.text("instanceTenancy", "default")
        xml.boolean("isDefault", true)
    }

    static let filterTable = FilterTable<VPCView>(
        tags: { _ in TagList() },
        [
            "cidr": { _ in [DefaultNetwork.cidrBlock] },
            "cidr-block-association.association-id": { [$0.network.cidrAssociationID] },
            "cidr-block-association.cidr-block": { _ in [DefaultNetwork.cidrBlock] },
            "cidr-block-association.state": { _ in ["associated"] },
            "dhcp-options-id": { [$0.network.dhcpOptionsID] },
            "is-default": { _ in ["true"] },
            "isDefault": { _ in ["true"] },
            "owner-id": { [$0.accountID] },
            "state": { _ in ["available"] },
            "vpc-id": { [$0.network.vpcID] },
        ]
    )
}
