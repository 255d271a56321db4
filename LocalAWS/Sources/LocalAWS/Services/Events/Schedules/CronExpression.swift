internal import Platform

/// The six fields of EventBridge's cron: minutes, hours, day of month, month, day of week, year.
struct CronExpression: Sendable, Equatable {
    private let minutes: CronField
    private let hours: CronField
    private let months: CronField
    private let years: CronField
    private let days: CronDays

    /// Nil for what is no such expression. One of the days must be `?`, and only one.
    init?(_ text: Substring) {
        let fields = text.split(separator: " ")
        guard fields.count == 6,
            let minutes = CronField(fields[0], in: 0...59),
            let hours = CronField(fields[1], in: 0...23),
            let days = CronDays(ofMonth: fields[2], ofWeek: fields[4]),
            let months = CronField(fields[3], in: 1...12, names: Self.monthNames),
            let years = CronField(fields[5], in: 1970...2199)
        else { return nil }
        self.minutes = minutes
        self.hours = hours
        self.days = days
        self.months = months
        self.years = years
    }

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    /// The first minute after a moment that fits; nil when there is none.
    func next(after moment: Timestamp) -> Timestamp? {
        let firstMinute = (moment.secondsSinceEpoch / 60 + 1)
        guard var day = CalendarDay(Timestamp(secondsSinceEpoch: firstMinute * 60)) else { return nil }
        var earliest = Int(firstMinute % 1_440)
        while day.year <= 2_199 {
            if fits(day), let minute = firstMinuteOfDay(notBefore: earliest) {
                return Timestamp(secondsSinceEpoch: Int64(day.number) * 86_400 + Int64(minute) * 60)
            }
            day = day.next
            earliest = 0
        }
        return nil
    }

    private func fits(_ day: CalendarDay) -> Bool {
        years.contains(day.year) && months.contains(day.month) && days.contains(day)
    }

    private func firstMinuteOfDay(notBefore earliest: Int) -> Int? {
        for hour in earliest / 60..<24 where hours.contains(hour) {
            let start = max(0, earliest - hour * 60)
            for minute in start..<60 where minutes.contains(minute) { return hour * 60 + minute }
        }
        return nil
    }
}
