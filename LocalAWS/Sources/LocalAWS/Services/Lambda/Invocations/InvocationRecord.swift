internal import Platform

/// What is written down of an invocation: the lines of its log, and figures.
struct InvocationRecord: Sendable {
    let functionName: String
    /// As whom the function runs, and so writes its log.
    let roleARN: String
    /// The alias or version by which it was invoked; nil for none.
    let qualifier: String?
    let logGroup: String
    let logStream: String
    /// In the cloud's time.
    let lines: [LogLine]
    /// How far the machine's time, in which the process lives, is behind the cloud's.
    let lag: Duration
    let metrics: [LambdaMetric]

    init(_ order: InvocationOrder, _ result: InvocationResult, logStream: String, at now: Timestamp) {
        functionName = order.functionName
        roleARN = order.version.settings.role
        qualifier = FunctionReference(order.invokedARN)?.qualifier
        logGroup = order.version.settings.logging.group ?? "/aws/lambda/\(order.functionName)"
        self.logStream = logStream
        let lag = Self.lag(of: result.logLines, at: now)
        lines = result.logLines.map { LogLine(timestamp: $0.timestamp + lag, text: $0.text) }
        self.lag = lag
        metrics = [
            LambdaMetric("Invocations", 1),
            LambdaMetric("Errors", result.errorType == nil ? 0 : 1),
            LambdaMetric("Duration", result.figures.duration / .milliseconds(1), unit: .milliseconds),
        ]
    }

    /// The last line is written when the invocation ends.
    private static func lag(of lines: [LogLine], at now: Timestamp) -> Duration {
        guard let end = lines.last?.timestamp else { return .zero }
        let lag = now - end
        return lag > .seconds(1) || lag < .seconds(-1) ? lag : .zero
    }
}

/// A figure of the namespace `AWS/Lambda`.
struct LambdaMetric: Sendable, Hashable {
    let name: String
    let value: Double
    let unit: MetricUnit

    init(_ name: String, _ value: Double, unit: MetricUnit = .count) {
        self.name = name
        self.value = value
        self.unit = unit
    }
}

extension CloudState {
    /// Writes down an invocation: its log, the metrics in it, and Lambda's own.
    mutating func recordInvocation(_ record: InvocationRecord, _ context: inout ActionContext) {
        let messages = record.lines.map {
            LogMessage(timestamp: $0.timestamp.millisecondsSinceEpoch, text: $0.text)
        }
        let mayLog = mayLog(record, context)
        if !mayLog {
            context.note("lambda", "\(record.functionName)'s log is lost: its role may not write it")
        }
        let running = withRegion(context.region) { region in
            if mayLog {
                region.writeLog(
                    messages,
                    group: record.logGroup,
                    stream: record.logStream,
                    lag: record.lag,
                    &context
                )
            }
            return region.lambda.running[record.functionName]
        }
        let metrics = record.metrics + [LambdaMetric("ConcurrentExecutions", Double(running + 1))]
        recordMetrics(metrics, of: record.functionName, qualifier: record.qualifier, &context)
    }

    /// Whether a function's role may write its log, and make what is not there of group and stream.
    private func mayLog(_ record: InvocationRecord, _ context: ActionContext) -> Bool {
        let account = IAMAccount(context)
        guard let role = iam.role(arn: record.roleARN, in: account) else { return false }
        let caller = role.caller(named: record.functionName, in: account)
        let group = regions[context.region.name]?.logs.groups[record.logGroup]
        let onGroup = context.logPermission(group: record.logGroup)
        let onStream = context.logPermission(group: record.logGroup, stream: record.logStream)
        let needed = [
            (action: "logs:CreateLogGroup", on: onGroup, isNeeded: group == nil),
            (action: "logs:CreateLogStream", on: onStream, isNeeded: group?.streams[record.logStream] == nil),
            (action: "logs:PutLogEvents", on: onStream, isNeeded: true),
        ]
        return needed.filter(\.isNeeded).allSatisfy { action, permissions, _ in
            permissions.allSatisfy { permission in
                authorization(
                    of: action,
                    on: permission.resource,
                    keys: permission.keys,
                    for: caller,
                    in: context.region,
                    at: context.now
                ).refusedBy == nil
            }
        }
    }

    /// Writes down figures of a function, and of the version or the alias by which it was invoked.
    mutating func recordMetrics(
        _ metrics: [LambdaMetric],
        of function: String,
        qualifier: String?,
        _ context: inout ActionContext
    ) {
        let name = MetricDimension(name: "FunctionName", value: function)
        let resource = qualifier.map { MetricDimension(name: "Resource", value: "\(function):\($0)") }
        let dimensions = resource.map { [[name], [name, $0]] } ?? [[name]]
        let now = context.now
        let data = metrics.flatMap { metric in
            dimensions.map {
                MetricDatum(
                    Metric(namespace: "AWS/Lambda", name: metric.name, dimensions: $0),
                    metric.value,
                    at: now,
                    unit: metric.unit
                )
            }
        }
        withRegion(context.region) { $0.cloudWatch.record(data, &context) }
    }
}
