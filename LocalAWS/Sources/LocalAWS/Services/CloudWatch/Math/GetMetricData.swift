internal import Platform

/// Computes statistics of several metrics, and expressions of them.
struct GetMetricData: CloudWatchOperation {
    static let name = "GetMetricData"
    static let honours: Set<String> = MetricQuery.parameters("MetricDataQueries").union([
        "StartTime", "EndTime", "NextToken", "ScanBy", "MaxDatapoints",
    ])
    static let refuses: Set<String> = ["MetricDataQueries.N.AccountId", "LabelOptions"]
    static let mutates = false

    private static let maximumQueries = 500
    private static let maximumDatapoints = 100_800

    /// One row of the answer.
    struct Row: Sendable {
        let id: String
        let label: String
        var points: [(start: Int64, value: Double)]
        var isComplete = true
    }

    private let queries: [MetricQuery]
    private let range: Range<Timestamp>
    private let isAscending: Bool
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        queries = try MetricQuery.list(parameters, "MetricDataQueries")
        guard !queries.isEmpty else { throw .missingParameter("MetricDataQueries") }
        guard queries.count <= Self.maximumQueries else {
            throw .metricValidation("The collection MetricDataQueries must not have a size greater than 500.")
        }
        range = try parameters.timeRange()
        switch parameters.optional("ScanBy") ?? "TimestampDescending" {
        case "TimestampDescending": isAscending = false
        case "TimestampAscending": isAscending = true
        case let other: throw parameters.invalid(other, "ScanBy")
        }
        page = try ListPage(
            parameters,
            of: Self.name,
            names: .metricData,
            limits: 1...Self.maximumDatapoints
        )
        try checkLength()
    }

    /// Refuses a time in which a query has more periods than an answer can have values.
    private func checkLength() throws(ServiceError) {
        let shortest =
            queries.compactMap { query -> Int? in
                guard case .metric(let statistic) = query.kind else { return nil }
                return statistic.period
            }.min() ?? 60
        let seconds = (range.upperBound - range.lowerBound).components.seconds
        guard seconds / Int64(shortest) <= Self.maximumDatapoints else {
            throw .metricValidation(
                "The time range has more than \(Self.maximumDatapoints) periods: increase Period, or decrease the range."
            )
        }
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> (rows: [Row], nextToken: String?) {
        let metrics = state.metrics
        let start = range.lowerBound.secondsSinceEpoch
        let end = (range.upperBound + .milliseconds(999)).secondsSinceEpoch
        var math = MetricMath(queries, over: MetricRange(start: start, end: end, period: 60)) { statistic in
            let period = Int64(statistic.period)
            let range = MetricRange(start: start.rounded(downTo: period), end: end, period: period)
            return metrics.series(statistic, over: range)
        }
        var rows: [Row] = []
        for query in queries where query.returnsData {
            do throws(MathError) {
                rows += try math.result(of: query).map { row(of: query, $0) }
            } catch {
                throw .metricValidation("Error in expression '\(query.id)': \(error)")
            }
        }
        return paged(rows)
    }

    private func row(of query: MetricQuery, _ series: TimeSeries) -> Row {
        let points = series.points.sorted { $0.key < $1.key }.map { (start: $0.key, value: $0.value) }
        return Row(id: query.id, label: query.displayLabel, points: isAscending ? points : points.reversed())
    }

    /// As many values as a page takes. A row is on every page, with those of its values that are.
    private func paged(_ rows: [Row]) -> (rows: [Row], nextToken: String?) {
        let values = rows.enumerated().flatMap { row, content in content.points.map { (row, $0) } }
        let page = page.page(of: values)
        var paged = rows.map { Row(id: $0.id, label: $0.label, points: [], isComplete: true) }
        for (row, point) in page.items { paged[row].points.append(point) }
        if page.nextToken != nil, let last = page.items.last?.0 {
            for row in last..<paged.count where paged[row].points.count < rows[row].points.count {
                paged[row].isComplete = false
            }
        }
        return (paged, page.nextToken)
    }

    static func render(_ output: (rows: [Row], nextToken: String?), to writer: inout OutputWriter) {
        writer.list("MetricDataResults", of: output.rows) { writer, row in
            writer.text("Id", row.id)
            writer.text("Label", row.label)
            writer.moments("Timestamps", row.points.map { Timestamp(secondsSinceEpoch: $0.start) })
            writer.decimals("Values", row.points.map(\.value))
            writer.text("StatusCode", row.isComplete ? "Complete" : "PartialData")
        }
        writer.text("NextToken", output.nextToken)
    }
}

extension MetricStore {
    /// The values of a metric over a time.
    func series(_ statistic: MetricQuery.MetricStatistic, over range: MetricRange) -> TimeSeries {
        let periods = mergedPeriods(of: statistic.metric, unit: statistic.unit, range)
        return TimeSeries(
            period: Int64(statistic.period),
            points: periods.compactMapValues { $0.value(of: statistic.statistic) }
        )
    }
}

extension MetricQuery {
    /// What its row is called.
    fileprivate var displayLabel: String {
        if let label { return label }
        guard case .metric(let statistic) = kind else { return id }
        return statistic.metric.name
    }
}

extension ListPage.Names {
    fileprivate static let metricData = ListPage.Names(
        limit: "MaxDatapoints",
        token: "NextToken",
        invalidToken: ServiceError("InvalidNextToken", "The token is invalid.")
    )
}
