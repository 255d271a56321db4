/// Has a metric made of the events of a group that match a pattern.
struct PutMetricFilter: LogGroupOperation {
    static let name = "PutMetricFilter"
    static let honours: Set<String> = [
        "logGroupName", "filterName", "filterPattern", "metricTransformations.N.metricName",
        "metricTransformations.N.metricNamespace", "metricTransformations.N.metricValue",
        "metricTransformations.N.defaultValue", "metricTransformations.N.dimensions",
        "metricTransformations.N.unit",
    ]
    static let refuses: Set<String> = [
        "applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFieldDimensions",
    ]
    static let mutates = true

    private static let maximumFilters = 100
    private static let maximumDimensions = 3

    let groupName: String
    private let filterName: String
    private let pattern: LogPattern
    private let transformation: MetricTransformation

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        filterName = try parameters.required("filterName")
        try LogNames.checkStream(filterName, parameter: "filterName")
        guard let text = parameters.text("filterPattern") else { throw .missingParameter("filterPattern") }
        pattern = try LogPattern.read(text)
        let transformations = parameters.structures("metricTransformations")
        guard transformations.count == 1 else {
            throw .invalidLogParameter("metricTransformations must have exactly one member.")
        }
        transformation = try Self.transformation(transformations[0])
    }

    private static func transformation(_ parameters: Parameters) throws(ServiceError) -> MetricTransformation
    {
        let unit = parameters.optional("unit") ?? MetricUnit.none.rawValue
        guard let unit = MetricUnit(rawValue: unit) else {
            throw .invalidLogParameter("'\(unit)' is not a unit of metrics.")
        }
        let dimensions = Dictionary(try parameters.map("dimensions")) { _, last in last }
        let defaultValue = try parameters.decimal("defaultValue")
        guard dimensions.count <= maximumDimensions else {
            throw .invalidLogParameter("A metric filter has \(maximumDimensions) dimensions at most.")
        }
        guard dimensions.isEmpty || defaultValue == nil else {
            throw .invalidLogParameter(
                "Invalid metric transformation: dimensions and default value are mutually exclusive."
            )
        }
        let value = try parameters.required("metricValue")
        for selector in dimensions.values + [value] where Double(selector) == nil {
            guard selector.hasPrefix("$"), selector.count > 1 else {
                throw .invalidLogParameter(
                    "Invalid metric transformation: '\(selector)' is neither a number nor a selector."
                )
            }
        }
        return MetricTransformation(
            metricName: try name(parameters, "metricName"),
            namespace: try name(parameters, "metricNamespace"),
            value: value,
            defaultValue: defaultValue,
            dimensions: dimensions,
            unit: unit
        )
    }

    private static func name(_ parameters: Parameters, _ parameter: String) throws(ServiceError) -> String {
        let name = try parameters.required(parameter)
        guard MetricRules.isName(name), !name.contains(where: { ":*$".contains($0) }) else {
            throw .invalidLogParameter(
                "'\(name)' at '\(parameter)' must match [^:*$]* and have up to 255 characters."
            )
        }
        return name
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.group(groupName)
        guard group.metricFilters[filterName] != nil || group.metricFilters.count < Self.maximumFilters else {
            throw ServiceError(
                "LimitExceededException",
                "A log group has \(Self.maximumFilters) metric filters at most."
            )
        }
        let filter = MetricFilter(
            name: filterName,
            pattern: pattern,
            transformation: transformation,
            creationTime: context.now
        )
        state.updateGroup(groupName) { $0.metricFilters[filterName] = filter }
    }
}
