/// The days that a cron expression stands for, by their day of the month or of the week.
enum CronDays: Sendable, Equatable {
    case ofMonth(CronField)
    case lastOfMonth
    /// The weekday, Monday to Friday, that is nearest to that day within its month.
    case weekdayNearest(Int)
    case ofWeek(CronField)
    /// The last of those weekdays in the month.
    case lastOfWeek(Int)
    /// The n-th of those weekdays in the month.
    case nthOfWeek(Int, n: Int)

    private static let weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    /// Nil unless one of the texts is `?` and the other one a list of days.
    init?(ofMonth monthText: Substring, ofWeek weekText: Substring) {
        guard (monthText == "?") != (weekText == "?") else { return nil }
        let days = weekText == "?" ? Self.month(String(monthText)) : Self.week(String(weekText))
        guard let days else { return nil }
        self = days
    }

    private static func month(_ text: String) -> CronDays? {
        if text == "L" { return .lastOfMonth }
        if text.hasSuffix("W"), let day = Int(text.dropLast()), (1...31).contains(day) {
            return .weekdayNearest(day)
        }
        return CronField(text, in: 1...31).map(CronDays.ofMonth)
    }

    private static func week(_ text: String) -> CronDays? {
        if text == "L" { return CronField("7", in: 1...7).map(CronDays.ofWeek) }
        if text.hasSuffix("L"), let weekday = weekday(text.dropLast()) { return .lastOfWeek(weekday) }
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        if parts.count == 2, let weekday = weekday(parts[0]), let n = Int(parts[1]), (1...5).contains(n) {
            return .nthOfWeek(weekday, n: n)
        }
        return CronField(text, in: 1...7, names: weekdayNames).map(CronDays.ofWeek)
    }

    private static func weekday(_ text: Substring) -> Int? {
        CronField.number(String(text), in: 1...7, names: weekdayNames)
    }

    func contains(_ day: CalendarDay) -> Bool {
        switch self {
        case .ofMonth(let field): field.contains(day.day)
        case .lastOfMonth: day.day == day.lengthOfMonth
        case .weekdayNearest(let target): day.isNearestWeekday(to: target)
        case .ofWeek(let field): field.contains(day.weekday)
        case .lastOfWeek(let weekday): day.weekday == weekday && day.day + 7 > day.lengthOfMonth
        case .nthOfWeek(let weekday, let n): day.weekday == weekday && (day.day - 1) / 7 + 1 == n
        }
    }
}
