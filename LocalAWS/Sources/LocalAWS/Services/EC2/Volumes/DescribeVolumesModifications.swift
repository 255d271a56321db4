/// Lists the last change of each volume that was ever changed.
struct DescribeVolumesModifications: EC2Operation {
    static let name = "DescribeVolumesModifications"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["VolumeId.N"])
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("VolumeId")
        for id in ids { try ResourceKind.volume.check(id, parameter: "volumes") }
        filters = try Filter.list(parameters, for: VolumeModificationView.filterTable)
        page = try PageRequest(
            parameters,
            of: Self.name,
            range: 5...500,
            conflict: ("volumeSet", !ids.isEmpty),
            isCut: true
        )
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<VolumeModificationView> {
        state.settle(at: context.now)
        for id in ids {
            guard try state.volume(id, at: context.now).modification == nil else { continue }
            throw ServiceError(
                "InvalidVolumeModification.NotFound",
                "Modification for volume '\(id)' does not exist."
            )
        }
        return page.page(of: state.volumes.after(page.start ?? 0), position: \.sequence) { [context] volume in
            guard volume.isVisible(at: context.now), ids.isEmpty || ids.contains(volume.id),
                let view = VolumeModificationView(volume, at: context.now)
            else { return nil }
            return VolumeModificationView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<VolumeModificationView>, to xml: inout OutputWriter) {
        xml.list("volumeModificationSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
