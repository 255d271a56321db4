internal import Platform

/// When a scheduled action comes again: the five fields of Unix's cron, in UTC.
struct Recurrence: Codable, Sendable, Hashable {
    let text: String

    /// Nil for what is no such expression. Days of the month and days of the week can't both be chosen here.
    init?(_ text: String) {
        self.text = text
        guard expression != nil else { return nil }
    }

    /// The first moment after another.
    func next(after moment: Timestamp) -> Timestamp? {
        expression?.next(after: moment)
    }

    /// The same in EventBridge's cron, which has a year, and one `?` for a day.
    private var expression: CronExpression? {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5 else { return nil }
        let isByWeek = fields[2] == "*" && fields[4] != "*"
        guard fields[4] == "*" || isByWeek else { return nil }
        let days = isByWeek ? ("?", Self.weekdays(fields[4])) : (fields[2], "?")
        return CronExpression("\(fields[0]) \(fields[1]) \(days.0) \(fields[3]) \(days.1) *")
    }

    /// Unix counts the days of the week from 0 for Sunday, or 7; EventBridge from 1.
    private static func weekdays(_ field: String) -> String {
        field.split(separator: ",").map { item in
            let parts = item.split(separator: "/", maxSplits: 1)
            let days = (parts.first ?? "").split(separator: "-").map { day in
                Int(day).map { "\($0 % 7 + 1)" } ?? String(day)
            }
            let step = parts.count == 2 ? "/\(parts[1])" : ""
            return days.joined(separator: "-") + step
        }.joined(separator: ",")
    }
}
