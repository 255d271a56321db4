import Foundation
import LocalAWS
import Platform

/// The outcome for a program.
extension InvokeOutcome {
    /// One JSON document. A response that is JSON stands in it as such, any other as a string.
    func document() throws -> String {
        let invocations: [[String: Any]] = results.map(invocation)
        var document: [String: Any] = [
            "invocations": invocations,
            "snapshots": snapshots.map { snapshot in
                [
                    "snapshotId": snapshot.id, "volumeId": snapshot.volumeID,
                    "state": snapshot.status.rawValue,
                    "description": snapshot.description,
                ]
            },
            "tags": tags.map { ["resourceId": $0.resourceID, "key": $0.tag.key, "value": $0.tag.value] },
        ]
        document["instanceId"] = instanceID
        let data = try JSONSerialization.data(
            withJSONObject: document,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private func invocation(_ result: InvocationResult) -> [String: Any] {
        let figures = result.figures
        let response = try? JSONSerialization.jsonObject(
            with: Data(result.payload),
            options: .fragmentsAllowed
        )
        var document: [String: Any] = [
            "requestId": result.requestID,
            "response": response ?? String(decoding: result.payload, as: UTF8.self),
            "log": result.logLines.map { ["timestamp": $0.timestamp.iso8601, "message": $0.text] },
            "durationMs": milliseconds(figures.duration),
            "billedDurationMs": figures.billedMilliseconds,
            "memorySizeMB": figures.memorySize,
            "maxMemoryUsedMB": figures.maxMemoryUsed,
        ]
        document["functionError"] = result.functionError
        document["errorType"] = result.errorType
        document["initDurationMs"] = figures.initDuration.map(milliseconds)
        return document
    }

    /// To a hundredth.
    private func milliseconds(_ duration: Duration) -> NSDecimalNumber {
        NSDecimalNumber(string: String(format: "%.2f", duration / .milliseconds(1)))
    }
}
