/// Lists tags, each with its group.
struct DescribeGroupTags: AutoScalingOperation {
    static let name = "DescribeTags"
    static let honours = RecordsRequest.parameters.union(RecordFilter.parameters)
    static let mutates = false

    /// A tag and whose it is.
    struct Row: Sendable {
        let groupName: String
        let tag: GroupTag
    }

    private let filters: [RecordFilter]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        let names = ["auto-scaling-group", "key", "value", "propagate-at-launch"]
        filters = try RecordFilter.list(parameters, isKnown: names.contains)
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        let rows = state.autoScaling.groupList.flatMap { group in
            group.tags.map { Row(groupName: group.name, tag: $0) }
        }
        return page.page(ofOrdered: rows.filter(passes))
    }

    private func passes(_ row: Row) -> Bool {
        filters.allSatisfy { filter in
            switch filter.name {
            case "auto-scaling-group": filter.matches(row.groupName)
            case "key": filter.matches(row.tag.key)
            case "value": filter.matches(row.tag.value)
            default: filter.matches(row.tag.isPropagated ? "true" : "false")
            }
        }
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("Tags", of: page.items) { $1.tag.render(of: $1.groupName, to: &$0) }
        xml.text("NextToken", page.nextToken)
    }
}
