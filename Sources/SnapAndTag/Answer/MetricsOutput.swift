internal import JSON
internal import LambdaRuntime
internal import Platform

/// Writes an invocation's metrics to the log in CloudWatch's embedded metric format, from which CloudWatch takes them:
/// no call, and nothing to wait for.
///
/// The only dimension is the function's name, since every further one is billed as metrics of its own.
package struct MetricsOutput: Sendable {
    /// The part of the line that defines its metrics.
    private let definitions: String
    private let functionName: String
    private let write: @Sendable (String) -> Void

    /// Output of metrics in that namespace.
    ///
    /// - Parameter write: Takes a line; nothing else may stand on it.
    package init(namespace: String, functionName: String, write: @escaping @Sendable (String) -> Void) {
        definitions = Self.definitions(namespace: namespace)
        self.functionName = functionName
        self.write = write
    }

    /// Writes the metrics of an invocation that began at that time.
    func write(_ metrics: Metrics, at time: Timestamp, of context: InvocationContext) {
        var values: JSONObject = [
            "FunctionName": .string(functionName), "requestId": .string(context.requestID),
        ]
        for (name, _, value) in metrics.values { values[name] = value }
        let timestamp = String(time.millisecondsSinceEpoch)
        // What is in the values' object follows what is in the definitions' one.
        let rest = String(JSON.object(values).text.dropFirst())
        write(joined("{\"_aws\":{\"Timestamp\":", timestamp, ",", definitions, ",", rest))
    }

    /// `"CloudWatchMetrics":[…]}`, which is the same each time, and most of the line.
    private static func definitions(namespace: String) -> String {
        let metrics = Metrics([], duration: .zero).values.map {
            JSON.object(["Name": .string($0.name), "Unit": .string($0.unit)])
        }
        let definition: JSON = [
            "Namespace": .string(namespace), "Dimensions": [["FunctionName"]], "Metrics": .array(metrics),
        ]
        return joined("\"CloudWatchMetrics\":[", definition.text, "]}")
    }
}
