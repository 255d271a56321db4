/// Lists launch templates.
struct DescribeLaunchTemplates: EC2Operation {
    static let name = "DescribeLaunchTemplates"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "LaunchTemplateId.N", "LaunchTemplateName.N",
    ])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    private let ids: [String]
    private let names: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("LaunchTemplateId")
        for id in ids { try ResourceKind.launchTemplate.check(id, parameter: "launchTemplateIds") }
        names = parameters.list("LaunchTemplateName")
        filters = try Filter.list(parameters, for: LaunchTemplate.filterTable)
        page = try PageRequest(parameters, of: Self.name, range: 1...200, conflict: ("", false))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<LaunchTemplate> {
        page.page(of: try candidates(in: state), position: \.sequence) {
            LaunchTemplate.filterTable.passes($0, filters) ? $0 : nil
        }
    }

    /// The templates that are named, all of which must be there; without names, all.
    private func candidates(in state: EC2State) throws(ServiceError) -> [LaunchTemplate] {
        guard !ids.isEmpty || !names.isEmpty else {
            return Array(state.launchTemplates.after(page.start ?? 0))
        }
        var named: [String: LaunchTemplate] = [:]
        for id in ids {
            let template = try state.launchTemplate(id: id, name: nil)
            named[template.id] = template
        }
        for name in names {
            let template = try state.launchTemplate(id: nil, name: name)
            named[template.id] = template
        }
        return named.values.sorted { $0.sequence < $1.sequence }
    }

    static func render(_ page: Page<LaunchTemplate>, to xml: inout OutputWriter) {
        xml.list("launchTemplates", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
