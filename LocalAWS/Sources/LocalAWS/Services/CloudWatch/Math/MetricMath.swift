/// Computes queries that may be about one another.
struct MetricMath {
    private let queries: [MetricQuery]
    private let range: MetricRange
    private let functions: MathFunctions
    private let fetch: (MetricQuery.MetricStatistic) -> TimeSeries
    private var results: [String: MathValue] = [:]
    private var pending: Set<String> = []

    /// - Parameters:
    ///   - range: the time that is looked at.
    ///   - fetch: finds the values of a metric in that time.
    init(
        _ queries: [MetricQuery],
        over range: MetricRange,
        _ fetch: @escaping (MetricQuery.MetricStatistic) -> TimeSeries
    ) {
        self.queries = queries
        self.range = range
        self.fetch = fetch
        functions = MathFunctions(range: range)
    }

    /// The series that a query comes to, one for each row of the answer.
    mutating func result(of query: MetricQuery) throws(MathError) -> [TimeSeries] {
        let value = try value(of: query)
        if case .scalar = value {
            throw MathError("The expression of '\(query.id)' must return a time series, not a number")
        }
        return value.series
    }

    private mutating func value(of query: MetricQuery) throws(MathError) -> MathValue {
        if let result = results[query.id] { return result }
        guard pending.insert(query.id).inserted else {
            throw MathError("The expression of '\(query.id)' refers to itself")
        }
        defer { pending.remove(query.id) }
        let result: MathValue
        switch query.kind {
        case .metric(let statistic): result = .series(fetch(statistic))
        case .expression(let text): result = try value(of: MetricExpression(text))
        }
        results[query.id] = result
        return result
    }

    private mutating func value(of expression: MetricExpression) throws(MathError) -> MathValue {
        switch expression {
        case .number(let number): return .scalar(number)
        case .text: throw MathError("A text is no metric")
        case .identifier(let name):
            guard let query = queries.first(where: { $0.id == name }) else {
                throw MathError("Unknown metric id '\(name)'")
            }
            return try value(of: query)
        case .negated(let operand): return try value(of: operand).map { -$0 }
        case .array(let members):
            var list: [TimeSeries] = []
            for member in members { list += try value(of: member).series }
            return .list(list)
        case .operation(let operation, let left, let right):
            return try value(of: left).combined(with: value(of: right), operation.apply)
        case .call(let name, let arguments): return try call(name, arguments)
        }
    }

    private mutating func call(
        _ name: String,
        _ arguments: [MetricExpression]
    ) throws(MathError) -> MathValue {
        switch (name, arguments.count, arguments.last) {
        case ("METRICS", 0, _): return try metrics { _ in true }
        case ("METRICS", 1, .text(let part)): return try metrics { $0.contains(part) }
        case ("FILL", 2, .identifier("REPEAT")):
            let value = try value(of: arguments[0])
            return .list(value.series.map { functions.fill($0) { $0 } }).single
        default:
            var values: [MathValue] = []
            for argument in arguments { values.append(try value(of: argument)) }
            return try functions.call(name, values)
        }
    }

    /// The metrics of the call whose `Id` fits; expressions don't count.
    private func metrics(where fits: (String) -> Bool) throws(MathError) -> MathValue {
        .list(
            queries.compactMap { query in
                guard fits(query.id), case .metric(let statistic) = query.kind else { return nil }
                return fetch(statistic)
            }
        )
    }
}

extension MathValue {
    /// A list of one as that one.
    fileprivate var single: MathValue {
        if case .list(let list) = self, list.count == 1 { .series(list[0]) } else { self }
    }
}
