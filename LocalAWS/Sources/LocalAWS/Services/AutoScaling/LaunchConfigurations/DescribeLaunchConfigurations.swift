/// Lists launch configurations. Names that aren't there are left out.
struct DescribeLaunchConfigurations: AutoScalingOperation {
    static let name = "DescribeLaunchConfigurations"
    static let honours = RecordsRequest.parameters.union(["LaunchConfigurationNames.N"])
    static let mutates = false

    private let names: [String]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("LaunchConfigurationNames")
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<LaunchConfiguration> {
        let list = state.autoScaling.launchConfigurations.values
            .filter { names.isEmpty || names.contains($0.name) }
            .sorted { $0.sequence < $1.sequence }
        return page.page(of: list, position: \.sequence)
    }

    static func render(_ page: Page<LaunchConfiguration>, to xml: inout OutputWriter) {
        xml.list("LaunchConfigurations", of: page.items) { $1.render(to: &$0) }
        xml.text("NextToken", page.nextToken)
    }
}
