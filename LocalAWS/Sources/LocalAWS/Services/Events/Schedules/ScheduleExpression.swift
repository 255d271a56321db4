internal import Platform

/// When a scheduled rule fires (EventBridge User Guide, "Creating a rule that runs on a schedule"): `rate(5 minutes)` or
/// `cron(0 12 * * ? *)`, in UTC.
enum ScheduleExpression: Sendable, Equatable {
    /// Again and again, the first time one period after the rule was put.
    case rate(Duration)
    case cron(CronExpression)

    /// Nil for what is no schedule.
    init?(_ text: String) {
        guard text.hasSuffix(")"), let parenthesis = text.firstIndex(of: "(") else { return nil }
        let content = text[text.index(after: parenthesis)...].dropLast()
        switch text[..<parenthesis] {
        case "rate":
            guard let period = Self.period(content) else { return nil }
            self = .rate(period)
        case "cron":
            guard let expression = CronExpression(content) else { return nil }
            self = .cron(expression)
        default: return nil
        }
    }

    /// `1 minute`, `5 minutes`: the unit's number must be the value's.
    private static func period(_ text: Substring) -> Duration? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let value = Int64(parts[0]), (1...999_999).contains(value),
            parts[1].hasSuffix("s") == (value != 1)
        else { return nil }
        switch value == 1 ? parts[1] : parts[1].dropLast() {
        case "minute": return .seconds(value * 60)
        case "hour": return .seconds(value * 3_600)
        case "day": return .seconds(value * 86_400)
        default: return nil
        }
    }

    /// The first moment after another at which the rule fires; nil when it never will again.
    ///
    /// - Parameter start: when the rule was put, from which rates count.
    func next(after moment: Timestamp, startingAt start: Timestamp) -> Timestamp? {
        switch self {
        case .rate(let period):
            let milliseconds = period.components.seconds * 1_000
            let elapsed = max(0, moment.millisecondsSinceEpoch - start.millisecondsSinceEpoch)
            return start + .milliseconds((elapsed / milliseconds + 1) * milliseconds)
        case .cron(let expression):
            return expression.next(after: moment)
        }
    }
}
