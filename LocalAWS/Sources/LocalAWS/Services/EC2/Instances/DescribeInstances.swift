internal import Platform

/// Lists instances, by reservation.
struct DescribeInstances: EC2Operation {
    static let name = "DescribeInstances"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["InstanceId.N"])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("InstanceId")
        for id in ids { try ResourceKind.instance.check(id, parameter: "instanceId") }
        filters = try Filter.list(parameters, for: InstanceView.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("instancesSet", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<InstanceView> {
        state.settle(at: context.now)
        let candidates = try state.instances(ids, after: page.start, at: context.now)
        return page.page(of: candidates, position: \.sequence) { [state, context] instance in
            let view = InstanceView(instance, in: state, context)
            return InstanceView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<InstanceView>, to xml: inout OutputWriter) {
        xml.list("reservationSet", of: reservations(of: page.items)) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }

    /// Instances of one reservation follow each other.
    private static func reservations(of views: [InstanceView]) -> [ReservationView] {
        let slices = views.chunked { $0.instance.reservationID == $1.instance.reservationID }
        return slices.compactMap { slice in
            slice.first.map {
                ReservationView(
                    id: $0.instance.reservationID,
                    accountID: $0.accountID,
                    instances: Array(slice)
                )
            }
        }
    }
}

extension EC2State {
    /// The instances with these identifiers, which must all be there; without identifiers all, those from a
    /// position on.
    func instances(
        _ ids: [String],
        after start: Int?,
        at now: Timestamp
    ) throws(ServiceError) -> [Instance] {
        guard !ids.isEmpty else { return instances.after(start ?? 0).filter { $0.isVisible(at: now) } }
        let found = Set(ids).compactMap { instances[$0] }.filter { $0.isVisible(at: now) }
        let missing = ids.filter { id in !found.contains { $0.id == id } }
        guard missing.isEmpty else { throw ResourceKind.instance.notFound(missing) }
        return found.sorted { $0.sequence < $1.sequence }
    }
}

extension Array {
    /// Runs of neighbours that belong together.
    fileprivate func chunked(where belongTogether: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = startIndex
        for position in indices where position > start && !belongTogether(self[position - 1], self[position])
        {
            chunks.append(self[start..<position])
            start = position
        }
        if start < endIndex { chunks.append(self[start...]) }
        return chunks
    }
}
