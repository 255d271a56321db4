/// What a metric is called. A metric is its namespace, its name and all of its dimensions: with one dimension less it
/// is another metric.
struct Metric: Codable, Sendable, Hashable {
    let namespace: String
    let name: String
    /// In the order of their names.
    let dimensions: [MetricDimension]

    init(namespace: String, name: String, dimensions: [MetricDimension] = []) {
        self.namespace = namespace
        self.name = name
        self.dimensions = dimensions.sorted()
    }

    /// The value of a dimension, nil for one that it hasn't.
    func value(of dimension: String) -> String? {
        dimensions.first { $0.name == dimension }?.value
    }
}

extension Metric: Comparable {
    /// The order of lists.
    static func < (first: Metric, second: Metric) -> Bool {
        if first.namespace != second.namespace { return first.namespace < second.namespace }
        if first.name != second.name { return first.name < second.name }
        return first.dimensions.lexicographicallyPrecedes(second.dimensions)
    }
}

/// A dimension of a metric, such as `FunctionName` = `asg-snapshot`.
struct MetricDimension: Codable, Sendable, Hashable, Comparable {
    let name: String
    let value: String

    static func < (first: MetricDimension, second: MetricDimension) -> Bool {
        (first.name, first.value) < (second.name, second.value)
    }
}
