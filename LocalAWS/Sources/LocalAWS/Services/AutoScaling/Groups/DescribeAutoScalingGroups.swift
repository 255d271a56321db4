/// Lists groups. Names that aren't there are left out.
struct DescribeAutoScalingGroups: AutoScalingOperation {
    static let name = "DescribeAutoScalingGroups"
    static let honours = RecordsRequest.parameters.union(RecordFilter.parameters).union([
        "AutoScalingGroupNames.N", "IncludeInstances",
    ])
    static let mutates = false

    /// A page of groups, and whether to list their instances.
    struct Listing: Sendable {
        let page: Page<AutoScalingGroup>
        let includesInstances: Bool
    }

    private let names: [String]
    private let includesInstances: Bool
    private let filters: [RecordFilter]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("AutoScalingGroupNames")
        includesInstances = try parameters.boolean("IncludeInstances") ?? true
        filters = try RecordFilter.list(parameters) {
            $0 == "tag-key" || $0 == "tag-value" || $0.hasPrefix("tag:")
        }
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Listing {
        let groups = state.autoScaling.groupList.filter {
            (names.isEmpty || names.contains($0.name) || names.contains($0.arn)) && passes($0)
        }
        return Listing(
            page: page.page(of: groups, position: \.sequence),
            includesInstances: includesInstances
        )
    }

    private func passes(_ group: AutoScalingGroup) -> Bool {
        filters.allSatisfy { filter in
            group.tags.contains { tag in
                switch filter.name {
                case "tag-key": filter.matches(tag.key)
                case "tag-value": filter.matches(tag.value)
                default: filter.name == "tag:\(tag.key)" && filter.matches(tag.value)
                }
            }
        }
    }

    static func render(_ listing: Listing, to xml: inout OutputWriter) {
        xml.list("AutoScalingGroups", of: listing.page.items) {
            $1.render(includingInstances: listing.includesInstances, to: &$0)
        }
        xml.text("NextToken", listing.page.nextToken)
    }
}
