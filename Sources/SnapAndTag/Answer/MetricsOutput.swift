internal import JSON
internal import LambdaRuntime
internal import Platform

/// Writes an invocation's metrics to the log in CloudWatch's embedded metric format, from which CloudWatch takes them:
/// no call, and nothing to wait for.
///
/// The only dimension is the function's name, since every further one is billed as metrics of its own.
package struct MetricsOutput: Sendable {
    private let namespace: String
    private let functionName: String
    private let write: @Sendable (String) -> Void

    /// Output of metrics in that namespace.
    ///
    /// - Parameter write: Takes a line; nothing else may stand on it.
    package init(namespace: String, functionName: String, write: @escaping @Sendable (String) -> Void) {
        self.namespace = namespace
        self.functionName = functionName
        self.write = write
    }

    /// Writes the metrics of an invocation that began at that time.
    func write(_ metrics: Metrics, at time: Timestamp, of context: InvocationContext) {
        let values = metrics.values
        let definitions = values.map { JSON.object(["Name": .string($0.name), "Unit": .string($0.unit)]) }
        var line: JSONObject = [
            "_aws": [
                "Timestamp": .integer(time.millisecondsSinceEpoch),
                "CloudWatchMetrics": [
                    [
                        "Namespace": .string(namespace), "Dimensions": [["FunctionName"]],
                        "Metrics": .array(definitions),
                    ]
                ],
            ],
            "FunctionName": .string(functionName),
            "requestId": .string(context.requestID),
        ]
        for (name, _, value) in values { line[name] = value }
        write(JSON.object(line).text)
    }
}
