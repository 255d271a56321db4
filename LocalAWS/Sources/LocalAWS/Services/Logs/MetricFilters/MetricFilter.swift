internal import Platform

/// Makes a metric of a group's events.
struct MetricFilter: Codable, Sendable {
    let name: String
    let pattern: LogPattern
    let transformation: MetricTransformation
    let creationTime: Timestamp
    /// The last minute since 1970 that the default value was told for.
    private var lastDefaultMinute: Int64?

    init(name: String, pattern: LogPattern, transformation: MetricTransformation, creationTime: Timestamp) {
        self.name = name
        self.pattern = pattern
        self.transformation = transformation
        self.creationTime = creationTime
    }

    /// What new events come to. Where none of a minute matches, that is the default value, once.
    mutating func data(of messages: [LogMessage]) -> [MetricDatum] {
        var data: [MetricDatum] = []
        for message in messages where pattern.matches(message.text) {
            guard let datum = transformation.datum(of: message, pattern) else { continue }
            data.append(datum)
        }
        guard data.isEmpty, let value = transformation.defaultValue, let last = messages.last,
            last.timestamp / 60_000 != lastDefaultMinute
        else { return data }
        lastDefaultMinute = last.timestamp / 60_000
        let timestamp = Timestamp(millisecondsSinceEpoch: last.timestamp)
        return [
            MetricDatum(
                transformation.metric(dimensions: []),
                value,
                at: timestamp,
                unit: transformation.unit
            )
        ]
    }
}

/// Which metric a filter makes, and of what.
struct MetricTransformation: Codable, Sendable {
    let metricName: String
    let namespace: String
    /// A number, or a selector: `$.latency`, `$bytes`.
    let value: String
    let defaultValue: Double?
    /// Selectors by the names of dimensions.
    let dimensions: [String: String]
    let unit: MetricUnit

    func metric(dimensions: [MetricDimension]) -> Metric {
        Metric(namespace: namespace, name: metricName, dimensions: dimensions)
    }

    /// What an event comes to; nil for one that lacks the value or a dimension.
    func datum(of message: LogMessage, _ pattern: LogPattern) -> MetricDatum? {
        let text = value.hasPrefix("$") ? pattern.value(of: value, in: message.text) : value
        guard let number = text.flatMap({ Double($0) }), MetricRules.isValue(number) else { return nil }
        let found = dimensions.compactMap { name, selector in
            pattern.value(of: selector, in: message.text).map { MetricDimension(name: name, value: $0) }
        }
        guard found.count == dimensions.count else { return nil }
        let timestamp = Timestamp(millisecondsSinceEpoch: message.timestamp)
        return MetricDatum(metric(dimensions: found), number, at: timestamp, unit: unit)
    }
}

extension LogPattern: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(try container.decode(String.self))
        } catch let error as LogPatternError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
