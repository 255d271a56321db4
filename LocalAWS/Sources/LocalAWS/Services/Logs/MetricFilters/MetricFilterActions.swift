internal import Platform

/// Lists metric filters, of a group or of a metric.
struct DescribeMetricFilters: LogsOperation {
    static let name = "DescribeMetricFilters"
    static let honours: Set<String> = [
        "logGroupName", "filterNamePrefix", "metricName", "metricNamespace", "limit", "nextToken",
    ]
    static let mutates = false

    /// A filter with the name of its group.
    struct View: Sendable {
        let filter: MetricFilter
        let groupName: String
    }

    private let groupName: String?
    private let prefix: String?
    private let metricName: String?
    private let namespace: String?
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = parameters.optional("logGroupName")
        prefix = parameters.optional("filterNamePrefix")
        metricName = parameters.optional("metricName")
        namespace = parameters.optional("metricNamespace")
        guard (metricName == nil) == (namespace == nil) else {
            throw .invalidLogParameter("metricName and metricNamespace must be given together.")
        }
        page = try ListPage(parameters, of: Self.name, names: .logs, limits: 1...50)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName ?? "")
    }

    func perform(
        on state: inout LogsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<View> {
        let groups = try groupName.map { name throws(ServiceError) in [try state.group(name)] }
        let views = (groups ?? state.groups.values.sorted { $0.name < $1.name }).flatMap { group in
            group.metricFilters.values.filter(fits).sorted { $0.name < $1.name }
                .map { View(filter: $0, groupName: group.name) }
        }
        return page.page(of: views)
    }

    private func fits(_ filter: MetricFilter) -> Bool {
        (prefix.map(filter.name.hasPrefix) ?? true)
            && (metricName.map { $0 == filter.transformation.metricName } ?? true)
            && (namespace.map { $0 == filter.transformation.namespace } ?? true)
    }

    static func render(_ page: Page<View>, to writer: inout OutputWriter) {
        writer.list("metricFilters", of: page.items) { writer, view in
            let transformation = view.filter.transformation
            writer.text("filterName", view.filter.name)
            writer.text("filterPattern", view.filter.pattern.source)
            writer.list("metricTransformations", of: [transformation]) { writer, transformation in
                writer.text("metricName", transformation.metricName)
                writer.text("metricNamespace", transformation.namespace)
                writer.text("metricValue", transformation.value)
                writer.decimal("defaultValue", transformation.defaultValue)
                if !transformation.dimensions.isEmpty {
                    writer.map("dimensions", of: transformation.dimensions.sorted { $0.key < $1.key })
                }
                writer.text("unit", transformation.unit.rawValue)
            }
            writer.number("creationTime", Int(view.filter.creationTime.millisecondsSinceEpoch))
            writer.text("logGroupName", view.groupName)
        }
        writer.text("nextToken", page.nextToken)
    }
}

/// Removes a metric filter.
struct DeleteMetricFilter: LogGroupOperation {
    static let name = "DeleteMetricFilter"
    static let honours: Set<String> = ["logGroupName", "filterName"]
    static let mutates = true

    let groupName: String
    private let filterName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        filterName = try parameters.required("filterName")
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        guard try state.group(groupName).metricFilters[filterName] != nil else {
            throw ServiceError("ResourceNotFoundException", "The specified metric filter does not exist.")
        }
        state.updateGroup(groupName) { $0.metricFilters[filterName] = nil }
    }
}

/// Tries a pattern on some messages.
struct TestMetricFilter: LogsOperation {
    static let name = "TestMetricFilter"
    static let honours: Set<String> = ["filterPattern", "logEventMessages.N"]
    static let mutates = false

    /// A message that matches.
    struct Match: Sendable {
        /// Its number, from 1.
        let number: Int
        let message: String
        let values: [String: String]
    }

    private let pattern: LogPattern
    private let messages: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let text = parameters.text("filterPattern") else { throw .missingParameter("filterPattern") }
        pattern = try LogPattern.read(text)
        messages = parameters.list("logEventMessages")
        guard (1...50).contains(messages.count) else {
            throw .invalidLogParameter("logEventMessages must have 1 to 50 members.")
        }
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) -> [Match] {
        messages.enumerated().filter { pattern.matches($0.element) }.map { index, message in
            Match(number: index + 1, message: message, values: pattern.extractedValues(of: message))
        }
    }

    static func render(_ matches: [Match], to writer: inout OutputWriter) {
        writer.list("matches", of: matches) { writer, match in
            writer.number("eventNumber", match.number)
            writer.text("eventMessage", match.message)
            writer.map("extractedValues", of: match.values.sorted { $0.key < $1.key })
        }
    }
}
