internal import Platform

/// Why an alarm is what it is, in CloudWatch's words.
struct AlarmReason: Sendable {
    /// Of an alarm that has just been made.
    static let initial = "Unchecked: Initial alarm creation"

    let rule: AlarmRule
    let verdict: AlarmVerdict

    /// For people.
    var text: String {
        if verdict.state == .insufficientData {
            return verdict.missing == 1
                ? "Insufficient Data: 1 datapoint was unknown."
                : "Insufficient Data: \(verdict.missing) datapoints were unknown."
        }
        guard !verdict.evaluated.isEmpty else { return missingText }
        let isAlarm = verdict.state == .alarm
        let relevant = verdict.evaluated.filter { rule.isBreaching($0) == isAlarm }
        let count = relevant.count
        let least = isAlarm ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1
        let values = relevant.map { "\($0.value ?? 0) (\(Self.date($0.start)))" }.joined(separator: ", ")
        return
            "Threshold Crossed: \(count) out of the last \(rule.evaluationPeriods) datapoints [\(values)] "
            + "\(count == 1 ? "was" : "were") \(isAlarm ? "" : "not ")\(rule.comparison.words) the threshold "
            + "(\(rule.threshold)) (minimum \(least) datapoint\(least == 1 ? "" : "s") for "
            + "\(isAlarm ? "OK -> ALARM" : "ALARM -> OK") transition)."
    }

    private var missingText: String {
        let periods = rule.evaluationPeriods
        return periods == 1
            ? "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as "
                + "[\(rule.missingData.words)]."
            : "Threshold Crossed: no datapoints were received for \(periods) periods and \(periods) missing "
                + "datapoints were treated as [\(rule.missingData.words)]."
    }

    /// For programs.
    func data(at now: Timestamp, period: Int, statistic: Statistic?) -> Document {
        var members: [String: Document] = [
            "version": "1.0",
            "queryDate": .text(AlarmReason.wireDate(now)),
            "period": .integer(Int64(period)),
            "recentDatapoints": .list(
                verdict.evaluated.reversed().compactMap { $0.value.map(Document.decimal) }
            ),
            "threshold": .decimal(rule.threshold),
            "evaluatedDatapoints": .list(verdict.evaluated.map(Self.document)),
        ]
        if let statistic { members["statistic"] = .text(statistic.text) }
        if let oldest = verdict.evaluated.last {
            members["startDate"] = .text(Self.wireDate(Timestamp(secondsSinceEpoch: oldest.start)))
        }
        return .structure(members)
    }

    private static func document(_ datapoint: AlarmDatapoint) -> Document {
        [
            "timestamp": .text(wireDate(Timestamp(secondsSinceEpoch: datapoint.start))),
            "value": datapoint.value.map(Document.decimal) ?? .null,
        ]
    }

    /// `2026-01-15T12:00:00.000+0000`
    static func wireDate(_ moment: Timestamp) -> String {
        "\(moment.iso8601.dropLast())+0000"
    }

    /// `15/01/26 12:00:00`
    private static func date(_ second: Int64) -> String {
        let text = Timestamp(secondsSinceEpoch: second).iso8601
        let date = text.prefix(10).split(separator: "-")
        return "\(date[2])/\(date[1])/\(date[0].suffix(2)) \(text.dropFirst(11).prefix(8))"
    }
}
