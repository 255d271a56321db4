internal import Platform

/// Lists the network interfaces: each instance has one, as long as it isn't terminated.
struct DescribeNetworkInterfaces: EC2Operation {
    static let name = "DescribeNetworkInterfaces"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "NetworkInterfaceId.N"
    ])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("NetworkInterfaceId")
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("networkInterfaceIds", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<InstanceView> {
        state.settle(at: context.now)
        let views = state.instances.after(page.start ?? 0)
            .filter { $0.isVisible(at: context.now) }
            .map { InstanceView($0, in: state, context) }
            .filter(\.hasNetwork)
        let found = Set(views.map(\.instance.networkInterfaceID))
        let missing = ids.filter { !found.contains($0) }
        guard missing.isEmpty else { throw ResourceKind.networkInterface.notFound(missing) }
        return page.page(of: views, position: \.instance.sequence) { view in
            guard ids.isEmpty || ids.contains(view.instance.networkInterfaceID) else { return nil }
            return Self.filterTable.passes(view, filters) ? view : nil
        }
    }

    private static let filterTable = FilterTable<InstanceView>(
        tags: { TagList($0.instance.settings.interfaceTags) },
        [
            "attachment.instance-id": { [$0.instance.id] },
            "attachment.status": { _ in ["attached"] },
            "availability-zone": { [$0.instance.zone] },
            "description": { [$0.instance.settings.interfaceDescription ?? ""] },
            "group-id": { $0.instance.securityGroupIDs },
            "group-name": { $0.groupNames },
            "interface-type": { _ in ["interface"] },
            "network-interface-id": { [$0.instance.networkInterfaceID] },
            "owner-id": { [$0.accountID] },
            "private-ip-address": { [$0.instance.privateAddress.text] },
            "requester-id": { _ in [] },
            "status": { _ in ["in-use"] },
            "subnet-id": { [$0.instance.subnetID] },
            "vpc-id": { [$0.vpcID] },
        ]
    )

    static func render(_ page: Page<InstanceView>, to xml: inout OutputWriter) {
        xml.list("networkInterfaceSet", of: page.items) { xml, view in
            view.renderInterface(isAlone: true, to: &xml)
            xml.text("availabilityZone", view.instance.zone)
            xml.boolean("requesterManaged", false)
            xml.tagSet(TagList(view.instance.settings.interfaceTags))
        }
        xml.text("nextToken", page.nextToken)
    }
}
