/// Lists the health of volumes. Nothing ever ails one here.
struct DescribeVolumeStatus: EC2Operation {
    static let name = "DescribeVolumeStatus"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["VolumeId.N"])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("VolumeId")
        for id in ids { try ResourceKind.volume.check(id, parameter: "volumes") }
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("volumeSet", !ids.isEmpty), isCut: true)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<VolumeView> {
        state.settle(at: context.now)
        for id in ids { _ = try state.volume(id, at: context.now) }
        return page.page(of: state.volumes.after(page.start ?? 0), position: \.sequence) { [context] volume in
            guard volume.isVisible(at: context.now), ids.isEmpty || ids.contains(volume.id) else {
                return nil
            }
            let view = VolumeView(volume, context)
            return Self.filterTable.passes(view, filters) ? view : nil
        }
    }

    private static let filterTable = FilterTable<VolumeView>([
        "availability-zone": { [$0.volume.zone] },
        "volume-status.status": { _ in ["ok"] },
        "volume-status.details-name": { _ in ["io-enabled"] },
        "volume-status.details-status": { _ in ["passed"] },
    ])

    static func render(_ page: Page<VolumeView>, to xml: inout OutputWriter) {
        xml.list("volumeStatusSet", of: page.items) { xml, view in
            xml.text("volumeId", view.volume.id)
            xml.text("availabilityZone", view.volume.zone)
            xml.structure("volumeStatus") { xml in
                xml.text("status", "ok")
                xml.list("details", of: ["io-enabled"]) { xml, name in
                    xml.text("name", name)
                    xml.text("status", "passed")
                }
            }
        }
        xml.text("nextToken", page.nextToken)
    }
}
