internal import Platform

/// Lists the metrics that had values lately.
struct ListMetrics: CloudWatchOperation {
    static let name = "ListMetrics"
    static let honours: Set<String> = [
        "Namespace", "MetricName", "Dimensions.N.Name", "Dimensions.N.Value", "RecentlyActive", "NextToken",
    ]
    static let refuses: Set<String> = ["IncludeLinkedAccounts", "OwningAccount"]
    static let mutates = false

    /// How long a metric without new values is listed.
    private static let usualAge: Duration = .seconds(14 * 86_400)
    private static let recentAge: Duration = .seconds(3 * 3_600)

    private let namespace: String?
    private let metricName: String?
    private let dimensions: [(name: String, value: String?)]
    private let age: Duration
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        namespace = parameters.optional("Namespace")
        metricName = parameters.optional("MetricName")
        var dimensions: [(name: String, value: String?)] = []
        for member in parameters.structures("Dimensions") {
            dimensions.append((try member.required("Name"), member.optional("Value")))
        }
        self.dimensions = dimensions
        switch parameters.optional("RecentlyActive") {
        case nil: age = Self.usualAge
        case "PT3H": age = Self.recentAge
        case let other?: throw parameters.invalid(other, "RecentlyActive")
        }
        page = try ListPage(parameters, of: Self.name, names: .metrics, limits: 500...500)
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Metric> {
        page.page(of: state.metrics.metrics(since: context.now - age, where: fits))
    }

    private func fits(_ metric: Metric) -> Bool {
        (namespace == nil || namespace == metric.namespace)
            && (metricName == nil || metricName == metric.name)
            && dimensions.allSatisfy { dimension in
                guard let value = metric.value(of: dimension.name) else { return false }
                return dimension.value == nil || dimension.value == value
            }
    }

    static func render(_ page: Page<Metric>, to writer: inout OutputWriter) {
        writer.list("Metrics", of: page.items) { $0.metric($1) }
        writer.text("NextToken", page.nextToken)
    }
}
