/// Lists versions of one launch template, or the latest or default ones of all.
struct DescribeLaunchTemplateVersions: EC2Operation {
    static let name = "DescribeLaunchTemplateVersions"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters)
        .union(LaunchTemplateTarget.parameters)
        .union(["LaunchTemplateVersion.N", "MinVersion", "MaxVersion", "ResolveAlias"])
    static let refuses: Set<String> = ["IncludeManagedResources"]
    static let mutates = false

    let target: LaunchTemplateTarget?
    private let versions: [String]
    private let minimum: Int?
    private let maximum: Int?
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        let isNamed = parameters.has("LaunchTemplateId") || parameters.has("LaunchTemplateName")
        versions = parameters.list("LaunchTemplateVersion")
        if isNamed {
            target = try LaunchTemplateTarget(parameters)
        } else {
            target = nil
            guard !versions.isEmpty, versions.allSatisfy({ $0 == "$Latest" || $0 == "$Default" }) else {
                throw .missingParameter(
                    "LaunchTemplateId or LaunchTemplateName, or $Latest or $Default versions"
                )
            }
        }
        minimum = try parameters.optional("MinVersion")
            .map { text throws(ServiceError) in try LaunchTemplate.number(text) }
        maximum = try parameters.optional("MaxVersion")
            .map { text throws(ServiceError) in try LaunchTemplate.number(text) }
        // An image here is never named by an alias.
        _ = try parameters.boolean("ResolveAlias")
        filters = try Filter.list(parameters, for: LaunchTemplateVersionView.filterTable)
        page = try PageRequest(parameters, of: Self.name, range: 1...200, conflict: ("", false))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<LaunchTemplateVersionView> {
        let templates =
            if let target { [try target.template(in: state)] } else { Array(state.launchTemplates) }
        var views: [LaunchTemplateVersionView] = []
        for template in templates {
            views += try candidates(of: template).map { LaunchTemplateVersionView($0, of: template) }
        }
        return page.page(of: views.sorted { $0.position < $1.position }, position: \.position) {
            LaunchTemplateVersionView.filterTable.passes($0, filters) ? $0 : nil
        }
    }

    /// The versions that are named, each once; without names, those in the range.
    private func candidates(of template: LaunchTemplate) throws(ServiceError) -> [LaunchTemplateVersion] {
        guard !versions.isEmpty else {
            return template.versions.filter {
                $0.number >= (minimum ?? 1) && $0.number <= (maximum ?? Int.max)
            }
        }
        var named: [Int: LaunchTemplateVersion] = [:]
        for text in versions {
            let version = try template.version(text)
            named[version.number] = version
        }
        return Array(named.values)
    }

    static func render(_ page: Page<LaunchTemplateVersionView>, to xml: inout OutputWriter) {
        xml.list("launchTemplateVersionSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
