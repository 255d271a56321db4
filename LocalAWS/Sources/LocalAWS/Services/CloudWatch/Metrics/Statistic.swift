/// What is to be computed of the values of some time.
enum Statistic: Sendable, Hashable {
    case sampleCount
    case average
    case sum
    case minimum
    case maximum
    /// `p99.9`
    case percentile(Double)

    /// Nil for a text that names none of them.
    init?(_ text: String) {
        switch text {
        case "SampleCount": self = .sampleCount
        case "Average": self = .average
        case "Sum": self = .sum
        case "Minimum": self = .minimum
        case "Maximum": self = .maximum
        default:
            let digits = text.dropFirst()
            guard text.hasPrefix("p"), digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
                let percent = Double(digits), (0...100).contains(percent)
            else { return nil }
            self = .percentile(percent)
        }
    }

    /// Its name on the wire.
    var text: String {
        switch self {
        case .sampleCount: "SampleCount"
        case .average: "Average"
        case .sum: "Sum"
        case .minimum: "Minimum"
        case .maximum: "Maximum"
        case .percentile(let percent):
            percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
        }
    }

    /// Whether its name stands in `ExtendedStatistics` rather than in `Statistics`.
    var isExtended: Bool {
        if case .percentile = self { true } else { false }
    }
}

extension Statistic: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let statistic = Statistic(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no statistic")
        }
        self = statistic
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
