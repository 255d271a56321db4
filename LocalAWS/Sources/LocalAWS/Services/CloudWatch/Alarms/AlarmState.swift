/// What an alarm can be.
enum AlarmState: String, Codable, Sendable {
    case ok = "OK"
    case alarm = "ALARM"
    case insufficientData = "INSUFFICIENT_DATA"
}

/// How an alarm compares a value with its threshold. The operators of anomaly detection aren't among them.
enum AlarmComparison: String, Codable, Sendable {
    case greaterOrEqual = "GreaterThanOrEqualToThreshold"
    case greater = "GreaterThanThreshold"
    case less = "LessThanThreshold"
    case lessOrEqual = "LessThanOrEqualToThreshold"

    /// Whether a value is one to be alarmed about.
    func isBreached(by value: Double, threshold: Double) -> Bool {
        switch self {
        case .greaterOrEqual: value >= threshold
        case .greater: value > threshold
        case .less: value < threshold
        case .lessOrEqual: value <= threshold
        }
    }

    /// As it stands in the reason of a state.
    var words: String {
        switch self {
        case .greaterOrEqual: "greater than or equal to"
        case .greater: "greater than"
        case .less: "less than"
        case .lessOrEqual: "less than or equal to"
        }
    }
}

/// What an alarm takes a period without values for.
enum MissingData: String, Codable, Sendable {
    case breaching
    case notBreaching
    case ignore
    case missing

    /// As it stands in the reason of a state.
    var words: String {
        switch self {
        case .breaching: "Breaching"
        case .notBreaching: "NonBreaching"
        case .ignore: "Ignore"
        case .missing: "Missing"
        }
    }
}
