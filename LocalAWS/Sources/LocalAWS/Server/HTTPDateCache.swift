internal import Platform
internal import Synchronization

/// The `Date` header, made once a second. Clients repair their clocks with it, so it has the machine's time,
/// not the cloud's.
final class HTTPDateCache: Sendable {
    private let latest = Mutex<(second: Int64, text: String)>((.min, ""))

    /// `Thu, 15 Jan 2026 12:00:00 GMT` (RFC 9110, 5.6.7).
    var current: String {
        let now = systemTime()
        return latest.withLock {
            if $0.second != now.secondsSinceEpoch { $0 = (now.secondsSinceEpoch, Self.text(of: now)) }
            return $0.text
        }
    }

    static func text(of moment: Timestamp) -> String {
        let days = moment.secondsSinceEpoch / 86_400
        let date = moment.iso8601
        let month = Int(date.dropFirst(5).prefix(2)).map { months[$0 - 1] } ?? ""
        // 1 January 1970 was a Thursday.
        return "\(weekdays[Int(days + 4) % 7]), \(date.dropFirst(8).prefix(2)) \(month) \(date.prefix(4)) "
            + "\(date.dropFirst(11).prefix(8)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
