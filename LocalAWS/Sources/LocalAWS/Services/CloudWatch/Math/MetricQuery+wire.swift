/// Queries in calls and answers.
extension MetricQuery {
    /// The names of a query's parameters below those of its list.
    static func parameters(_ list: String) -> Set<String> {
        Set(
            [
                "Id", "MetricStat.Metric.Namespace", "MetricStat.Metric.MetricName",
                "MetricStat.Metric.Dimensions.N.Name", "MetricStat.Metric.Dimensions.N.Value",
                "MetricStat.Period",
                "MetricStat.Stat", "MetricStat.Unit", "Expression", "Label", "ReturnData", "Period",
            ].map { "\(list).N.\($0)" }
        )
    }

    /// The queries of a call.
    static func list(_ parameters: Parameters, _ name: String) throws(ServiceError) -> [MetricQuery] {
        var queries: [MetricQuery] = []
        for member in parameters.structures(name) {
            let query = try MetricQuery(member)
            guard !queries.contains(where: { $0.id == query.id }) else {
                throw .metricValidation("The values for parameter id in \(name) are not unique.")
            }
            queries.append(query)
        }
        return queries
    }

    private init(_ parameters: Parameters) throws(ServiceError) {
        id = try parameters.required("Id")
        guard let first = id.unicodeScalars.first, ("a"..."z").contains(first), id.utf8.count <= 255,
            id.unicodeScalars.allSatisfy({
                $0 == "_" || $0.isDigit || $0.isASCII && $0.properties.isAlphabetic
            })
        else {
            throw .metricValidation(
                "The value \(id) for parameter \(parameters.fullName("Id")) is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$."
            )
        }
        label = parameters.optional("Label")
        returnsData = try parameters.boolean("ReturnData") ?? true
        period = try parameters.period()
        let statistic = try parameters.structure("MetricStat").map(Self.statistic)
        let expression = parameters.optional("Expression")
        switch (statistic, expression) {
        case (let statistic?, nil): kind = .metric(statistic)
        case (nil, let expression?):
            do throws(MathError) {
                _ = try MetricExpression(expression)
            } catch {
                throw .metricValidation("Error in expression '\(id)': \(error)")
            }
            kind = .expression(expression)
        default:
            throw .metricValidation("Exactly one of MetricStat and Expression must be in \(parameters.path).")
        }
    }

    private static func statistic(_ parameters: Parameters) throws(ServiceError) -> MetricStatistic {
        guard let metric = parameters.structure("Metric") else {
            throw .missingParameter(parameters.fullName("Metric"))
        }
        guard let period = try parameters.period() else {
            throw .missingParameter(parameters.fullName("Period"))
        }
        guard let statistic = try parameters.statistic("Stat") else {
            throw .missingParameter(parameters.fullName("Stat"))
        }
        return MetricStatistic(
            metric: try metric.metric(),
            period: period,
            statistic: statistic,
            unit: try parameters.unit()
        )
    }

    /// Its members in an answer.
    func render(to writer: inout OutputWriter) {
        writer.text("Id", id)
        switch kind {
        case .expression(let expression): writer.text("Expression", expression)
        case .metric(let statistic):
            writer.structure("MetricStat") { writer in
                writer.structure("Metric") { $0.metric(statistic.metric) }
                writer.number("Period", statistic.period)
                writer.text("Stat", statistic.statistic.text)
                writer.text("Unit", statistic.unit?.rawValue)
            }
        }
        writer.text("Label", label)
        writer.boolean("ReturnData", returnsData)
        writer.number("Period", period)
    }
}
