import LocalAWS

/// The outcome for a person.
extension InvokeOutcome {
    /// How much of a line of the log is shown: enough to know it by.
    private static let lineLimit = 320

    /// - Parameter fullLog: whether long lines of the log are shown whole.
    func text(fullLog: Bool) -> String {
        var lines: [String] = []
        for (index, result) in results.enumerated() {
            let suffix = results.count == 1 ? "" : ", invocation \(index + 1) of \(results.count)"
            lines += ["The function's log" + suffix, ""]
            lines += result.logLines.map { "  " + Self.shown($0, whole: fullLog) }
            lines += ["", "Its response" + suffix, ""]
            lines += responseLines(result) + [""]
        }
        lines += ["Snapshots", ""] + snapshotTable.lines + [""]
        lines += ["Tags", ""] + tagTable.lines + [""]
        lines += results.map(closingLine)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The fields of Lambda's own lines are separated by tabs, which look ragged on a terminal.
    private static func shown(_ line: LogLine, whole: Bool) -> String {
        let text = line.text.split(separator: "\t").joined(separator: "  ")
        guard !whole, text.count > lineLimit else { return text }
        return "\(text.prefix(lineLimit))… (\(text.count) characters, whole with --full-log)"
    }

    private var snapshotTable: Table {
        Table(
            header: ["Snapshot", "Volume", "State", "Description"],
            rows: snapshots.map { [$0.id, $0.volumeID, $0.status.rawValue, $0.description] }
        )
    }

    private var tagTable: Table {
        Table(
            header: ["Resource", "Key", "Value"],
            rows: tags.map { [$0.resourceID, $0.tag.key, $0.tag.value] }
        )
    }

    /// JSON is broken into lines; anything else is shown as it is.
    private func responseLines(_ result: InvocationResult) -> [String] {
        let text = String(decoding: result.payload, as: UTF8.self)
        let isJSON = (try? Document(json: result.payload)) != nil
        let shown = isJSON ? IndentedJSON(text).text : text
        return shown.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    }

    /// `Succeeded in 12.34 ms after a cold start of 20.10 ms, with 14 MB of 128 MB.`
    private func closingLine(_ result: InvocationResult) -> String {
        let figures = result.figures
        let verdict = result.errorType.map { "Failed (\($0))" } ?? "Succeeded"
        let start = figures.initDuration.map { " after a cold start of \(milliseconds($0))" } ?? ""
        return "\(verdict) in \(milliseconds(figures.duration))\(start), with \(figures.maxMemoryUsed) MB of "
            + "\(figures.memorySize) MB."
    }

    private func milliseconds(_ duration: Duration) -> String {
        fixedPoint(duration / .milliseconds(1), decimals: 2) + " ms"
    }
}
