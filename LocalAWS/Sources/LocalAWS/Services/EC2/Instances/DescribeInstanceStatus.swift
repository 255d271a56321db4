/// Lists the health of instances; only of those that run, unless all are asked for.
struct DescribeInstanceStatus: EC2Operation {
    static let name = "DescribeInstanceStatus"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "InstanceId.N", "IncludeAllInstances",
    ])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    /// The health of one instance.
    struct Health: Sendable {
        let instance: Instance
        let state: InstanceState
        let zoneID: String?

        /// Nothing ever ails an instance here: it is well as long as it runs.
        var status: String { state == .running ? "ok" : "not-applicable" }
        var reachability: String? { state == .running ? "passed" : nil }
    }

    private let ids: [String]
    private let includesAll: Bool
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("InstanceId")
        for id in ids { try ResourceKind.instance.check(id, parameter: "instanceId") }
        includesAll = try parameters.boolean("IncludeAllInstances") ?? false
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("instancesSet", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Health> {
        state.settle(at: context.now)
        let candidates = try state.instances(ids, after: page.start, at: context.now)
        return page.page(of: candidates, position: \.sequence) { [context] instance in
            let health = Health(
                instance: instance,
                state: instance.state(at: context.now),
                zoneID: context.region.zone(named: instance.zone)?.id
            )
            guard includesAll || health.state == .running else { return nil }
            return Self.filterTable.passes(health, filters) ? health : nil
        }
    }

    private static let filterTable = FilterTable<Health>(
        tags: { $0.instance.tags },
        [
            "availability-zone": { [$0.instance.zone] },
            "availability-zone-id": { [$0.zoneID] },
            "instance-state-code": { ["\($0.state.rawValue)"] },
            "instance-state-name": { [$0.state.name] },
            "instance-status.reachability": { [$0.reachability] },
            "instance-status.status": { [$0.status] },
            "system-status.reachability": { [$0.reachability] },
            "system-status.status": { [$0.status] },
        ]
    )

    static func render(_ page: Page<Health>, to xml: inout OutputWriter) {
        xml.list("instanceStatusSet", of: page.items) { xml, health in
            xml.text("instanceId", health.instance.id)
            xml.text("availabilityZone", health.instance.zone)
            xml.text("availabilityZoneId", health.zoneID)
            health.state.render("instanceState", to: &xml)
            for check in ["systemStatus", "instanceStatus"] {
                xml.structure(check) { renderStatus(health, to: &$0) }
            }
        }
        xml.text("nextToken", page.nextToken)
    }

    private static func renderStatus(_ health: Health, to xml: inout OutputWriter) {
        xml.text("status", health.status)
        guard let reachability = health.reachability else { return }
        xml.list("details", of: [reachability]) { xml, status in
            xml.text("name", "reachability")
            xml.text("status", status)
        }
    }
}
