internal import Platform

/// What is written down of an invocation: the lines of its log, and figures.
struct InvocationRecord: Sendable {
    let functionName: String
    /// The alias or version by which it was invoked; nil for none.
    let qualifier: String?
    let logGroup: String
    let logStream: String
    /// In the cloud's time.
    let lines: [LogLine]
    let metrics: [LambdaMetric]

    init(_ order: InvocationOrder, _ result: InvocationResult, logStream: String, at now: Timestamp) {
        functionName = order.functionName
        qualifier = FunctionReference(order.invokedARN)?.qualifier
        logGroup = order.version.settings.logging.group ?? "/aws/lambda/\(order.functionName)"
        self.logStream = logStream
        lines = Self.shifted(result.logLines, to: now)
        metrics = [
            LambdaMetric("Invocations", 1),
            LambdaMetric("Errors", result.errorType == nil ? 0 : 1),
            LambdaMetric("Duration", result.figures.duration / .milliseconds(1), unit: "Milliseconds"),
        ]
    }

    /// The process lives in the machine's time; the last line is written when the invocation ends.
    private static func shifted(_ lines: [LogLine], to now: Timestamp) -> [LogLine] {
        guard let end = lines.last?.timestamp else { return lines }
        let offset = now - end
        guard offset > .seconds(1) || offset < .seconds(-1) else { return lines }
        return lines.map { LogLine(timestamp: $0.timestamp + offset, text: $0.text) }
    }
}

/// A figure of the namespace `AWS/Lambda`.
struct LambdaMetric: Sendable, Hashable {
    let name: String
    let value: Double
    let unit: String

    init(_ name: String, _ value: Double, unit: String = "Count") {
        self.name = name
        self.value = value
        self.unit = unit
    }
}

extension CloudState {
    /// Writes down an invocation.
    mutating func recordInvocation(_ record: InvocationRecord, _ context: inout ActionContext) {
        var metrics = record.metrics
        let running = withRegion(context.region) { $0.lambda.running[record.functionName] }
        metrics.append(LambdaMetric("ConcurrentExecutions", Double(running + 1)))
        recordMetrics(metrics, of: record.functionName, qualifier: record.qualifier, &context)
    }

    /// Writes down figures of a function.
    mutating func recordMetrics(
        _ metrics: [LambdaMetric],
        of function: String,
        qualifier: String?,
        _ context: inout ActionContext
    ) {
    }
}
