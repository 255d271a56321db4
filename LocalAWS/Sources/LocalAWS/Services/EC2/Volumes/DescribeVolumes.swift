/// Lists volumes.
struct DescribeVolumes: EC2Operation {
    static let name = "DescribeVolumes"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["VolumeId.N"])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("VolumeId")
        for id in ids { try ResourceKind.volume.check(id, parameter: "volumes") }
        filters = try Filter.list(parameters, for: VolumeView.filterTable)
        page = try PageRequest(
            parameters,
            of: Self.name,
            conflict: ("volumeSet", !ids.isEmpty),
            isCut: true
        )
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<VolumeView> {
        state.settle(at: context.now)
        return page.page(of: try candidates(in: state, context), position: \.sequence) { [context] volume in
            guard volume.isVisible(at: context.now) else { return nil }
            let view = VolumeView(volume, context)
            return VolumeView.filterTable.passes(view, filters) ? view : nil
        }
    }

    /// The volumes that can be meant; as few as the call lets us know.
    private func candidates(
        in state: EC2State,
        _ context: ActionContext
    ) throws(ServiceError) -> [Volume] {
        if !ids.isEmpty {
            let volumes = ids.compactMap { state.volumes[$0] }.filter { $0.isVisible(at: context.now) }
            let missing = ids.filter { id in !volumes.contains { $0.id == id } }
            guard missing.isEmpty else { throw ResourceKind.volume.notFound(missing) }
            return volumes
        }
        if let instanceIDs = filters.exactValues(of: "attachment.instance-id") {
            return Set(instanceIDs)
                .compactMap { state.instances[$0] }
                .flatMap { state.volumes(of: $0, at: context.now) }
                .sorted { $0.sequence < $1.sequence }
        }
        return Array(state.volumes.after(page.start ?? 0))
    }

    static func render(_ page: Page<VolumeView>, to xml: inout OutputWriter) {
        xml.list("volumeSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
