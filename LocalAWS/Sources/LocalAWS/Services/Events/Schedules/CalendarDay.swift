internal import Platform

/// A day of the Gregorian calendar, in UTC.
struct CalendarDay: Sendable, Equatable {
    /// Days since 1 January 1970.
    private(set) var number: Int
    private(set) var year: Int
    private(set) var month: Int
    private(set) var day: Int

    /// The day of a moment; nil for one that no calendar here reaches.
    init?(_ moment: Timestamp) {
        let date = moment.iso8601.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard date.count == 3, moment.secondsSinceEpoch >= 0 else { return nil }
        number = Int(moment.secondsSinceEpoch / 86_400)
        (year, month, day) = (date[0], date[1], date[2])
    }

    /// 1 for Sunday to 7 for Saturday. 1 January 1970 was a Thursday.
    var weekday: Int { (number + 4) % 7 + 1 }

    var lengthOfMonth: Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day after.
    var next: CalendarDay {
        var next = self
        next.number += 1
        next.day += 1
        guard next.day > lengthOfMonth else { return next }
        next.day = 1
        next.month = month % 12 + 1
        if next.month == 1 { next.year += 1 }
        return next
    }

    /// Whether it is the weekday that comes nearest to a day of its month, never leaving the month.
    func isNearestWeekday(to target: Int) -> Bool {
        guard target <= lengthOfMonth, weekday != 1, weekday != 7 else { return false }
        let targetWeekday = (weekday - 1 + (target - day) % 7 + 7) % 7 + 1
        let nearest =
            switch targetWeekday {
            case 7: target == 1 ? 3 : target - 1
            case 1: target == lengthOfMonth ? target - 2 : target + 1
            default: target
            }
        return day == nearest
    }
}
