import LocalAWS
import Platform

/// The outcome for a program.
extension InvokeOutcome {
    /// One JSON document. A response that is JSON stands in it as such, any other as a string.
    func document() -> String {
        var document: [String: Document] = [
            "invocations": .list(results.map(invocation)),
            "snapshots": .list(
                snapshots.map { snapshot in
                    [
                        "snapshotId": .text(snapshot.id), "volumeId": .text(snapshot.volumeID),
                        "state": .text(snapshot.status.rawValue), "description": .text(snapshot.description),
                    ]
                }
            ),
            "tags": .list(
                tags.map {
                    [
                        "resourceId": .text($0.resourceID), "key": .text($0.tag.key),
                        "value": .text($0.tag.value),
                    ]
                }
            ),
        ]
        document["instanceId"] = instanceID.map(Document.text)
        return IndentedJSON(Document.structure(document).json).text + "\n"
    }

    private func invocation(_ result: InvocationResult) -> Document {
        let figures = result.figures
        let response = try? Document(json: result.payload)
        var document: [String: Document] = [
            "requestId": .text(result.requestID),
            "response": response ?? .text(String(decoding: result.payload, as: UTF8.self)),
            "log": .list(
                result.logLines.map { ["timestamp": .text($0.timestamp.iso8601), "message": .text($0.text)] }
            ),
            "durationMs": milliseconds(figures.duration),
            "billedDurationMs": .integer(Int64(figures.billedMilliseconds)),
            "memorySizeMB": .integer(Int64(figures.memorySize)),
            "maxMemoryUsedMB": .integer(Int64(figures.maxMemoryUsed)),
        ]
        document["functionError"] = result.functionError.map(Document.text)
        document["errorType"] = result.errorType.map(Document.text)
        document["initDurationMs"] = figures.initDuration.map(milliseconds)
        return .structure(document)
    }

    /// To a hundredth.
    private func milliseconds(_ duration: Duration) -> Document {
        .decimal((duration / .milliseconds(1) * 100).rounded() / 100)
    }
}
