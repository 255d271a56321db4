import Glibc

/// The functions of metric math (CloudWatch User Guide, "Using metric math"); those that aren't here are refused.
struct MathFunctions: Sendable {
    /// The time that is looked at, whose periods `FILL` fills.
    let range: MetricRange

    func call(_ name: String, _ arguments: [MathValue]) throws(MathError) -> MathValue {
        switch (name, arguments.count) {
        case ("ABS", 1): return arguments[0].map(abs)
        case ("CEIL", 1): return arguments[0].map { ceil($0) }
        case ("FLOOR", 1): return arguments[0].map { floor($0) }
        case ("SUM", 1): return try reduce(arguments[0]) { $0.reduce(0, +) }
        case ("AVG", 1): return try reduce(arguments[0]) { $0.reduce(0, +) / Double($0.count) }
        case ("MIN", 1): return try reduce(arguments[0]) { $0.min() ?? 0 }
        case ("MAX", 1): return try reduce(arguments[0]) { $0.max() ?? 0 }
        case ("PERIOD", 1):
            guard case .series(let series) = arguments[0] else {
                throw MathError("PERIOD takes one time series")
            }
            return .scalar(Double(series.period))
        case ("FILL", 2): return try fill(arguments[0], arguments[1])
        case ("IF", 2): return try choose(arguments[0], arguments[1], nil)
        case ("IF", 3): return try choose(arguments[0], arguments[1], arguments[2])
        default:
            throw MathError("Unsupported function \(name) with \(arguments.count) arguments in local-aws")
        }
    }

    /// One number of a series, or one series of several, point by point over those that have one.
    private func reduce(_ value: MathValue, _ body: ([Double]) -> Double) throws(MathError) -> MathValue {
        switch value {
        case .scalar: throw MathError("An aggregate takes time series, not a number")
        case .series(let series):
            return .scalar(
                series.points.isEmpty ? 0 : body(series.points.sorted { $0.key < $1.key }.map(\.value))
            )
        case .list(let list):
            var columns: [Int64: [Double]] = [:]
            for series in list {
                for (start, value) in series.points { columns[start, default: []].append(value) }
            }
            let period = list.map(\.period).max() ?? range.period
            return .series(TimeSeries(period: period, points: columns.mapValues(body)))
        }
    }

    private func fill(_ value: MathValue, _ filler: MathValue) throws(MathError) -> MathValue {
        switch (value, filler) {
        case (.series(let series), .scalar(let number)):
            return .series(fill(series) { _ in number })
        case (.list(let list), .scalar(let number)):
            return .list(list.map { fill($0) { _ in number } })
        default:
            throw MathError("FILL takes time series and a number or REPEAT")
        }
    }

    /// - Parameter filler: makes a point of the one before it.
    func fill(_ series: TimeSeries, _ filler: (Double?) -> Double?) -> TimeSeries {
        var filled = series
        var last: Double?
        let start = range.start.rounded(downTo: series.period)
        for start in stride(from: start, to: range.end, by: Int64.Stride(series.period)) {
            if filled.points[start] == nil { filled.points[start] = filler(last) }
            last = filled.points[start]
        }
        return filled
    }

    /// `IF(condition, then, else)`, point by point of the condition.
    private func choose(
        _ condition: MathValue,
        _ yes: MathValue,
        _ no: MathValue?
    ) throws(MathError) -> MathValue {
        guard case .series(let conditions) = condition else {
            guard case .scalar(let number) = condition else { throw MathError("IF takes one time series") }
            return number != 0 ? yes : no ?? .series(TimeSeries(period: range.period, points: [:]))
        }
        var chosen = TimeSeries(period: conditions.period, points: [:])
        for (start, number) in conditions.points {
            chosen.points[start] = try point(of: number != 0 ? yes : no, at: start)
        }
        return .series(chosen)
    }

    private func point(of value: MathValue?, at start: Int64) throws(MathError) -> Double? {
        switch value {
        case nil: return nil
        case .scalar(let number): return number
        case .series(let series): return series.points[start]
        case .list: throw MathError("IF takes single time series")
        }
    }
}
