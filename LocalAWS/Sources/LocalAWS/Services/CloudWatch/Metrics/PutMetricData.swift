internal import Platform

/// Takes what a client has measured.
struct PutMetricData: CloudWatchOperation {
    static let name = "PutMetricData"
    static let honours: Set<String> = [
        "Namespace", "MetricData.N.MetricName", "MetricData.N.Dimensions.N.Name",
        "MetricData.N.Dimensions.N.Value",
        "MetricData.N.Timestamp", "MetricData.N.Value", "MetricData.N.StatisticValues.SampleCount",
        "MetricData.N.StatisticValues.Sum", "MetricData.N.StatisticValues.Minimum",
        "MetricData.N.StatisticValues.Maximum", "MetricData.N.Values.N", "MetricData.N.Counts.N",
        "MetricData.N.Unit", "MetricData.N.StorageResolution",
    ]
    static let refuses: Set<String> = ["EntityMetricData", "StrictEntityValidation"]
    static let mutates = true

    private static let maximumData = 1_000
    private static let maximumValues = 150

    /// What was measured; without a timestamp it is as of now.
    private struct Reading {
        let metric: Metric
        let statistics: StatisticSet
        let timestamp: Timestamp?
        let unit: MetricUnit
        let isHighResolution: Bool
    }

    private let namespace: String
    private let readings: [Reading]

    init(_ parameters: Parameters) throws(ServiceError) {
        namespace = try parameters.required("Namespace")
        guard MetricRules.isNamespace(namespace), !namespace.hasPrefix("AWS/") else {
            throw parameters.invalid(namespace, "Namespace")
        }
        let members = parameters.structures("MetricData")
        guard !members.isEmpty else { throw .missingParameter("MetricData") }
        guard members.count <= Self.maximumData else {
            throw .invalidMetricParameter("The collection MetricData must not have a size greater than 1000.")
        }
        var readings: [Reading] = []
        for member in members {
            readings.append(
                Reading(
                    metric: try member.metric(in: namespace),
                    statistics: try Self.statistics(member),
                    timestamp: try member.moment("Timestamp"),
                    unit: try member.unit() ?? .none,
                    isHighResolution: try Self.resolution(member) == 1
                )
            )
        }
        self.readings = readings
    }

    private static func resolution(_ parameters: Parameters) throws(ServiceError) -> Int {
        let resolution = try parameters.integer("StorageResolution") ?? 60
        guard resolution == 1 || resolution == 60 else {
            throw parameters.invalid("\(resolution)", "StorageResolution")
        }
        return resolution
    }

    /// One of: a value, values with their counts, or statistics.
    private static func statistics(_ parameters: Parameters) throws(ServiceError) -> StatisticSet {
        let value = try parameters.decimal("Value")
        let set = parameters.structure("StatisticValues")
        let values = try parameters.decimals("Values")
        guard [value != nil, set != nil, !values.isEmpty].count(where: \.self) == 1 else {
            throw .invalidMetricCombination(
                "Exactly one of the parameters \(parameters.fullName("Value")), Values and StatisticValues must be "
                    + "specified."
            )
        }
        if let value {
            try check(value, parameters, "Value")
            return StatisticSet(value)
        }
        if let set { return try statistics(of: set) }
        return try statistics(of: values, counts: parameters.decimals("Counts"), parameters)
    }

    private static func statistics(of set: Parameters) throws(ServiceError) -> StatisticSet {
        var numbers: [Double] = []
        for name in ["SampleCount", "Sum", "Minimum", "Maximum"] {
            guard let number = try set.decimal(name) else { throw .missingParameter(set.fullName(name)) }
            try check(number, set, name)
            numbers.append(number)
        }
        guard numbers[0] > 0 else { throw set.invalid("\(numbers[0])", "SampleCount") }
        guard numbers[2] <= numbers[3] else {
            throw .invalidMetricCombination("\(set.fullName("Minimum")) is greater than Maximum.")
        }
        return StatisticSet(
            sampleCount: numbers[0],
            sum: numbers[1],
            minimum: numbers[2],
            maximum: numbers[3]
        )
    }

    private static func statistics(
        of values: [Double],
        counts: [Double],
        _ parameters: Parameters
    ) throws(ServiceError) -> StatisticSet {
        guard values.count <= maximumValues, counts.isEmpty || counts.count == values.count else {
            throw .invalidMetricCombination(
                "\(parameters.fullName("Values")) has up to \(maximumValues) members, and as many as Counts."
            )
        }
        var statistics: StatisticSet?
        for (index, value) in values.enumerated() {
            let count = counts.isEmpty ? 1 : counts[index]
            try check(value, parameters, "Values")
            guard count > 0, MetricRules.isValue(count) else {
                throw parameters.invalid("\(count)", "Counts")
            }
            let more = StatisticSet(value, count: count)
            if statistics?.merge(more) == nil { statistics = more }
        }
        return statistics ?? StatisticSet(0)
    }

    private static func check(_ value: Double, _ parameters: Parameters, _ name: String) throws(ServiceError)
    {
        guard MetricRules.isValue(value) else { throw parameters.invalid("\(value)", name) }
    }

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        var data: [MetricDatum] = []
        for reading in readings {
            let timestamp = reading.timestamp ?? context.now
            guard timestamp >= context.now - MetricRules.maximumAge else {
                throw .invalidMetricParameter(
                    "The parameter Timestamp must not be more than two weeks in the past."
                )
            }
            guard timestamp <= context.now + MetricRules.maximumLead else {
                throw .invalidMetricParameter(
                    "The parameter Timestamp must not be more than two hours in the future."
                )
            }
            data.append(
                MetricDatum(
                    reading.metric,
                    reading.statistics,
                    at: timestamp,
                    unit: reading.unit,
                    isHighResolution: reading.isHighResolution
                )
            )
        }
        state.record(data, &context)
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: "*", keys: ["cloudwatch:namespace": [namespace]])]
    }
}
