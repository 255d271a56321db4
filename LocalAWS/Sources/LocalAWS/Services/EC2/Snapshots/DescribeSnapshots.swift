/// Lists snapshots. Without an owner it lists those of others that everybody can use, too.
struct DescribeSnapshots: EC2Operation {
    static let name = "DescribeSnapshots"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "SnapshotId.N", "Owner.N", "RestorableBy.N",
    ])
    static let mutates = false

    private let ids: [String]
    private let owners: [String]
    private let restorers: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("SnapshotId")
        for id in ids { try ResourceKind.snapshot.check(id, parameter: "snapshotId") }
        owners = parameters.list("Owner")
        restorers = parameters.list("RestorableBy")
        filters = try Filter.list(parameters, for: SnapshotView.filterTable)
        page = try PageRequest(
            parameters,
            of: Self.name,
            conflict: ("snapshotSet", !ids.isEmpty),
            isCut: true
        )
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<SnapshotView> {
        state.settle(at: context.now)
        let views = try candidates(in: state, context)
        return page.page(of: views, position: \.snapshot.sequence) { [context] view in
            isMeant(view, context) && SnapshotView.filterTable.passes(view, filters) ? view : nil
        }
    }

    private func candidates(
        in state: EC2State,
        _ context: ActionContext
    ) throws(ServiceError) -> [SnapshotView] {
        let meant =
            ids.isEmpty ? state.snapshots.after(page.start ?? 0) : ids.compactMap { state.snapshots[$0] }[...]
        let own = meant.filter { $0.isVisible(at: context.now) }.map { SnapshotView($0, context) }
        let isPublicMeant = !ids.isEmpty || owners != ["self"] && owners != [context.accountID]
        let others = isPublicMeant ? state.images.list.map(SnapshotView.init(ofImage:)) : []
        guard !ids.isEmpty else { return others + own }
        let found = (others + own).filter { ids.contains($0.snapshot.id) }
        let missing = ids.filter { id in !found.contains { $0.snapshot.id == id } }
        guard missing.isEmpty else { throw ResourceKind.snapshot.notFound(missing) }
        return found
    }

    private func isMeant(_ view: SnapshotView, _ context: ActionContext) -> Bool {
        let isOwned =
            owners.isEmpty || owners.contains { $0 == view.ownerID || $0 == view.ownerAlias }
            || owners.contains("self") && view.ownerID == context.accountID
        guard !restorers.isEmpty else { return isOwned }
        let isPublic = view.ownerAlias != nil
        return isOwned
            && restorers.contains {
                $0 == "all" ? isPublic : isPublic || $0 == "self" || $0 == context.accountID
            }
    }

    static func render(_ page: Page<SnapshotView>, to xml: inout OutputWriter) {
        xml.list("snapshotSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
