/// Lists the instance types that are known.
struct DescribeInstanceTypes: EC2Operation {
    static let name = "DescribeInstanceTypes"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["InstanceType.N"]
    )
    static let refuses: Set<String> = ["IncludeUnsupportedInRegion"]
    static let mutates = false

    private let names: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("InstanceType")
        let known = Set(InstanceTypeView.all.map(\.name))
        let strangers = names.filter { !known.contains($0) }
        guard strangers.isEmpty else {
            throw ServiceError(
                "InvalidInstanceType",
                "The following supplied instance types do not exist: [\(strangers.joined(separator: ", "))]"
            )
        }
        filters = try Filter.list(parameters, for: InstanceTypeView.filterTable)
        page = try PageRequest(
            parameters,
            of: Self.name,
            range: 5...100,
            conflict: ("instanceTypes", !names.isEmpty)
        )
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<InstanceTypeView> {
        page.page(of: InstanceTypeView.all, position: \.position) { view in
            let isMeant = names.isEmpty || names.contains(view.name)
            return isMeant && InstanceTypeView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<InstanceTypeView>, to xml: inout OutputWriter) {
        xml.list("instanceTypeSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
