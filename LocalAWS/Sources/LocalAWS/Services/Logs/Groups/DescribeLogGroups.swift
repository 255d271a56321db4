internal import Platform

/// Lists log groups in the order of their names.
struct DescribeLogGroups: LogsOperation {
    static let name = "DescribeLogGroups"
    static let honours: Set<String> = [
        "logGroupNamePrefix", "logGroupNamePattern", "limit", "nextToken", "logGroupClass",
        "logGroupIdentifiers.N",
    ]
    static let refuses: Set<String> = ["accountIdentifiers", "includeLinkedAccounts"]
    static let mutates = false

    /// A group with its ARN.
    struct View: Sendable {
        let group: LogGroup
        let arn: String
    }

    private let prefix: String?
    private let pattern: String?
    private let names: [String]
    private let groupClass: String
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        prefix = parameters.optional("logGroupNamePrefix")
        pattern = parameters.optional("logGroupNamePattern")
        guard prefix == nil || pattern == nil else {
            throw .invalidLogParameter(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
            )
        }
        if let prefix { try LogNames.checkGroup(prefix, parameter: "logGroupNamePrefix") }
        if let pattern { try LogNames.checkGroup(pattern, parameter: "logGroupNamePattern") }
        names = parameters.list("logGroupIdentifiers").map(LogGroupReference.name)
        groupClass = parameters.optional("logGroupClass") ?? LogGroup.standardClass
        page = try ListPage(parameters, of: Self.name, names: .logs, limits: 1...50)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: "")
    }

    func perform(
        on state: inout LogsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<View> {
        let groups = state.groups.values.filter(fits).sorted { $0.name < $1.name }
        return page.page(of: groups.map { View(group: $0, arn: context.logGroupARN($0.name)) })
    }

    private func fits(_ group: LogGroup) -> Bool {
        guard groupClass == LogGroup.standardClass else { return false }
        guard names.isEmpty || names.contains(group.name) else { return false }
        if let prefix { return group.name.hasPrefix(prefix) }
        if let pattern { return group.name.utf8.contains(pattern.utf8) }
        return true
    }

    static func render(_ page: Page<View>, to writer: inout OutputWriter) {
        writer.list("logGroups", of: page.items) { writer, view in
            writer.text("logGroupName", view.group.name)
            writer.number("creationTime", Int(view.group.creationTime.millisecondsSinceEpoch))
            writer.number("retentionInDays", view.group.retentionInDays)
            writer.number("metricFilterCount", view.group.metricFilters.count)
            writer.text("arn", "\(view.arn):*")
            writer.number("storedBytes", view.group.storedBytes)
            writer.text("kmsKeyId", view.group.keyARN)
            writer.text("logGroupClass", LogGroup.standardClass)
            writer.text("logGroupArn", view.arn)
        }
        writer.text("nextToken", page.nextToken)
    }
}

extension ListPage.Names {
    /// How CloudWatch Logs calls them.
    static let logs = ListPage.Names(
        limit: "limit",
        token: "nextToken",
        invalidToken: .invalidLogParameter("The specified nextToken is invalid.")
    )
}
