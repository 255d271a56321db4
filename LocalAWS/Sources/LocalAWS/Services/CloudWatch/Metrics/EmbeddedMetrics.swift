internal import Platform

/// Metrics in a line of a log (CloudWatch User Guide, "Specification: CloudWatch embedded metric format").
enum EmbeddedMetrics {
    private static let maximumDimensions = 30
    private static let maximumMetrics = 100
    private static let maximumValues = 100
    private static let maximumDimensionLength = 1_024
    private static let maximumLineBytes = 1_048_576

    /// What a line tells, nothing for a line that is an ordinary one. What breaks the specification's rules is dropped
    /// without a word, as AWS does.
    ///
    /// - Parameter lag: How far the clock of whoever wrote the line is behind the cloud's.
    static func data(in line: String, at now: Timestamp, lag: Duration = .zero) -> [MetricDatum] {
        guard line.utf8.contains("\"_aws\"".utf8), line.utf8.count <= maximumLineBytes,
            let root = try? Document(json: line), let metadata = root["_aws"],
            let milliseconds = metadata["Timestamp"]?.integer
        else { return [] }
        let timestamp = Timestamp(millisecondsSinceEpoch: Int64(milliseconds)) + lag
        guard (now - MetricRules.maximumAge...now + MetricRules.maximumLead).contains(timestamp) else {
            return []
        }
        return (metadata["CloudWatchMetrics"]?.list ?? []).flatMap { data(of: $0, in: root, timestamp) }
    }

    private static func data(
        of directive: Document,
        in root: Document,
        _ timestamp: Timestamp
    ) -> [MetricDatum] {
        guard let namespace = directive["Namespace"]?.text, MetricRules.isNamespace(namespace),
            let sets = directive["Dimensions"]?.list, let metrics = directive["Metrics"]?.list,
            metrics.count <= maximumMetrics
        else { return [] }
        return sets.compactMap { dimensions(of: $0, in: root) }.flatMap { dimensions in
            metrics.compactMap { definition in
                guard let name = definition["Name"]?.text, MetricRules.isName(name) else { return nil }
                return datum(
                    Metric(namespace: namespace, name: name, dimensions: dimensions),
                    definition,
                    in: root,
                    timestamp
                )
            }
        }
    }

    /// The dimensions that a list of names stands for; nil when one isn't a text at the root.
    private static func dimensions(of names: Document, in root: Document) -> [MetricDimension]? {
        guard let names = names.list, names.count <= maximumDimensions else { return nil }
        let dimensions = names.compactMap { name -> MetricDimension? in
            guard let name = name.text, let value = root[name]?.text, !value.isEmpty,
                value.unicodeScalars.count <= maximumDimensionLength
            else { return nil }
            return MetricDimension(name: name, value: value)
        }
        return dimensions.count == names.count ? dimensions : nil
    }

    private static func datum(
        _ metric: Metric,
        _ definition: Document,
        in root: Document,
        _ timestamp: Timestamp
    ) -> MetricDatum? {
        guard let target = root[metric.name] else { return nil }
        let values = (target.list ?? [target]).compactMap(\.number).filter(MetricRules.isValue)
        guard let first = values.first, values.count <= maximumValues,
            values.count == (target.list?.count ?? 1)
        else { return nil }
        var unit = MetricUnit.none
        if let text = definition["Unit"]?.text {
            guard let known = MetricUnit(rawValue: text) else { return nil }
            unit = known
        }
        var statistics = StatisticSet(first)
        for value in values.dropFirst() { statistics.merge(StatisticSet(value)) }
        return MetricDatum(
            metric,
            statistics,
            at: timestamp,
            unit: unit,
            isHighResolution: definition["StorageResolution"]?.integer == 1
        )
    }
}
