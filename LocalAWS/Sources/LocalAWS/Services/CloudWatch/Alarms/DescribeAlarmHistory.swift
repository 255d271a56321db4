internal import Platform

/// Lists what happened to alarms, the newest first unless asked otherwise.
struct DescribeAlarmHistory: CloudWatchOperation {
    static let name = "DescribeAlarmHistory"
    static let honours: Set<String> = [
        "AlarmName", "AlarmTypes.N", "HistoryItemType", "StartDate", "EndDate", "MaxRecords", "NextToken",
        "ScanBy",
    ]
    static let refuses: Set<String> = ["AlarmContributorId"]
    static let mutates = false

    private let alarmName: String?
    private let types: [String]
    private let kind: AlarmHistoryItem.Kind?
    private let start: Timestamp?
    private let end: Timestamp?
    private let isAscending: Bool
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        alarmName = parameters.optional("AlarmName")
        types = parameters.list("AlarmTypes")
        kind = try parameters.optional("HistoryItemType").map { text throws(ServiceError) in
            guard let kind = AlarmHistoryItem.Kind(rawValue: text) else {
                throw parameters.invalid(text, "HistoryItemType")
            }
            return kind
        }
        start = try parameters.moment("StartDate")
        end = try parameters.moment("EndDate")
        switch parameters.optional("ScanBy") ?? "TimestampDescending" {
        case "TimestampDescending": isAscending = false
        case "TimestampAscending": isAscending = true
        case let other: throw parameters.invalid(other, "ScanBy")
        }
        page = try ListPage(parameters, of: Self.name, names: .alarms, limits: 1...100)
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<AlarmHistoryItem> {
        let items = state.history.filter(fits)
        return page.page(of: isAscending ? items : items.reversed())
    }

    private func fits(_ item: AlarmHistoryItem) -> Bool {
        (types.isEmpty || types.contains("MetricAlarm")) && (alarmName == nil || alarmName == item.alarmName)
            && (kind == nil || kind == item.kind) && (start.map { item.time >= $0 } ?? true)
            && (end.map { item.time <= $0 } ?? true)
    }

    static func render(_ page: Page<AlarmHistoryItem>, to writer: inout OutputWriter) {
        writer.list("AlarmHistoryItems", of: page.items) { writer, item in
            writer.text("AlarmName", item.alarmName)
            writer.text("AlarmType", "MetricAlarm")
            writer.moment("Timestamp", item.time)
            writer.text("HistoryItemType", item.kind.rawValue)
            writer.text("HistorySummary", String(item.summary.prefix(255)))
            writer.text("HistoryData", item.data)
        }
        writer.text("NextToken", page.nextToken)
    }
}
