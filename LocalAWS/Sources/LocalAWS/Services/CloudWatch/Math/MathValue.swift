import Glibc

/// Values of a metric by the start of their period.
struct TimeSeries: Sendable, Equatable {
    /// In seconds.
    let period: Int64
    var points: [Int64: Double]

    func map(_ transform: (Double) -> Double) -> TimeSeries {
        TimeSeries(period: period, points: points.mapValues(transform))
    }
}

/// What a part of an expression comes to.
enum MathValue: Sendable, Equatable {
    case scalar(Double)
    case series(TimeSeries)
    case list([TimeSeries])

    /// Its series; none for a number.
    var series: [TimeSeries] {
        switch self {
        case .scalar: []
        case .series(let series): [series]
        case .list(let list): list
        }
    }

    func map(_ transform: (Double) -> Double) -> MathValue {
        switch self {
        case .scalar(let number): .scalar(transform(number))
        case .series(let series): .series(series.map(transform))
        case .list(let list): .list(list.map { $0.map(transform) })
        }
    }

    /// Both, point by point; a point that only one series has is left out, and so is what is no number.
    func combined(
        with other: MathValue,
        _ operation: (Double, Double) -> Double
    ) throws(MathError) -> MathValue {
        switch (self, other) {
        case (.scalar(let left), .scalar(let right)):
            return .scalar(operation(left, right))
        case (.series(let left), .scalar(let right)):
            return .series(left.map { operation($0, right) }.finite)
        case (.scalar(let left), .series(let right)):
            return .series(right.map { operation(left, $0) }.finite)
        case (.series(let left), .series(let right)):
            return .series(left.combined(with: right, operation))
        case (.list(let left), .scalar(let right)):
            return .list(left.map { $0.map { operation($0, right) }.finite })
        case (.scalar(let left), .list(let right)):
            return .list(right.map { $0.map { operation(left, $0) }.finite })
        case (.list(let left), .series(let right)):
            return .list(left.map { $0.combined(with: right, operation) })
        case (.series(let left), .list(let right)):
            return .list(right.map { left.combined(with: $0, operation) })
        case (.list, .list):
            throw MathError("Cannot apply an operator to two arrays of time series")
        }
    }
}

extension TimeSeries {
    fileprivate func combined(with other: TimeSeries, _ operation: (Double, Double) -> Double) -> TimeSeries {
        var combined = TimeSeries(period: max(period, other.period), points: [:])
        for (start, value) in points {
            if let otherValue = other.points[start] { combined.points[start] = operation(value, otherValue) }
        }
        return combined.finite
    }

    /// Without what came of a division by zero.
    fileprivate var finite: TimeSeries {
        TimeSeries(period: period, points: points.filter { $0.value.isFinite })
    }
}

extension MathOperator {
    /// The result for two numbers; comparisons make 1 and 0.
    func apply(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .or: left != 0 || right != 0 ? 1 : 0
        case .and: left != 0 && right != 0 ? 1 : 0
        case .equal: left == right ? 1 : 0
        case .notEqual: left != right ? 1 : 0
        case .lessOrEqual: left <= right ? 1 : 0
        case .greaterOrEqual: left >= right ? 1 : 0
        case .less: left < right ? 1 : 0
        case .greater: left > right ? 1 : 0
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .power: pow(left, right)
        }
    }
}
