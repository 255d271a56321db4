internal import Platform

/// Reading metrics and what is asked of them.
extension Parameters {
    /// `Namespace`, `MetricName` and `Dimensions`.
    func metric() throws(ServiceError) -> Metric {
        let namespace = try required("Namespace")
        guard MetricRules.isNamespace(namespace) else { throw invalid(namespace, "Namespace") }
        return try metric(in: namespace)
    }

    /// `MetricName` and `Dimensions`.
    func metric(in namespace: String) throws(ServiceError) -> Metric {
        let name = try required("MetricName")
        guard MetricRules.isName(name) else { throw invalid(name, "MetricName") }
        return Metric(namespace: namespace, name: name, dimensions: try dimensions())
    }

    func dimensions() throws(ServiceError) -> [MetricDimension] {
        let members = structures("Dimensions")
        guard members.count <= 30 else {
            throw .invalidMetricParameter(
                "The collection \(fullName("Dimensions")) has more than 30 members."
            )
        }
        var dimensions: [MetricDimension] = []
        for member in members {
            let dimension = MetricDimension(
                name: try member.required("Name"),
                value: try member.required("Value")
            )
            guard MetricRules.isName(dimension.name), !dimension.name.hasPrefix(":") else {
                throw member.invalid(dimension.name, "Name")
            }
            guard dimension.value.unicodeScalars.count <= 1_024 else {
                throw member.invalid(dimension.value, "Value")
            }
            guard !dimensions.contains(where: { $0.name == dimension.name }) else {
                throw .invalidMetricParameter("The dimension \(dimension.name) is there twice.")
            }
            dimensions.append(dimension)
        }
        return dimensions
    }

    func unit() throws(ServiceError) -> MetricUnit? {
        guard let text = optional("Unit") else { return nil }
        guard let unit = MetricUnit(rawValue: text) else { throw invalid(text, "Unit") }
        return unit
    }

    /// A period in seconds: some below a minute, or whole minutes.
    func period(_ name: String = "Period", short: Set<Int> = [1, 5, 10, 20, 30]) throws(ServiceError) -> Int?
    {
        guard let period = try integer(name) else { return nil }
        guard period > 0, period <= 86_400 * 7, period % 60 == 0 || short.contains(period) else {
            throw .invalidMetricParameter(
                "The parameter \(fullName(name)) must be one of \(short.sorted()) or a multiple of 60."
            )
        }
        return period
    }

    /// A statistic's name.
    func statistic(_ name: String) throws(ServiceError) -> Statistic? {
        guard let text = optional(name) else { return nil }
        guard let statistic = Statistic(text) else { throw invalid(text, name) }
        return statistic
    }

    /// `StartTime` and `EndTime`.
    func timeRange() throws(ServiceError) -> Range<Timestamp> {
        let start = try requiredMoment("StartTime")
        let end = try requiredMoment("EndTime")
        guard start < end else {
            throw .invalidMetricCombination(
                "The parameter StartTime must be less than the parameter EndTime."
            )
        }
        return start..<end
    }

    func invalid(_ value: String, _ name: String) -> ServiceError {
        .invalidMetricParameter("The value \(value) for parameter \(fullName(name)) is invalid.")
    }
}

extension OutputWriter {
    /// A metric's dimensions.
    mutating func dimensions(_ dimensions: [MetricDimension]) {
        list("Dimensions", of: dimensions) { writer, dimension in
            writer.text("Name", dimension.name)
            writer.text("Value", dimension.value)
        }
    }

    /// The members of a metric.
    mutating func metric(_ metric: Metric) {
        text("Namespace", metric.namespace)
        text("MetricName", metric.name)
        dimensions(metric.dimensions)
    }
}
