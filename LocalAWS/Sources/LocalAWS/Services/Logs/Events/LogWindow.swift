internal import Platform

/// The time that a call looks at.
struct LogWindow: Sendable {
    static let maximumEvents = 10_000

    /// The first position that is in it.
    let start: LogPosition
    /// The first position behind it.
    let end: LogPosition

    private init(start: LogPosition, end: LogPosition) {
        self.start = start
        self.end = end
    }

    /// `startTime` is in the window, `endTime` isn't.
    init(_ parameters: Parameters, isEndIncluded: Bool = false) throws(ServiceError) {
        let first = try parameters.integer("startTime") ?? 0
        let last = try parameters.integer("endTime")
        guard first >= 0, (last ?? first) >= 0 else {
            throw .invalidLogParameter("Timestamps are not negative.")
        }
        start = LogPosition(timestamp: Int64(first), sequence: 0)
        let end = last.map { Int64($0) } ?? .max - 1
        self.end = LogPosition(timestamp: isEndIncluded ? min(end, .max - 1) + 1 : end, sequence: 0)
    }

    /// How many events a call asks for.
    static func limit(_ parameters: Parameters) throws(ServiceError) -> Int {
        let limit = try parameters.integer("limit") ?? maximumEvents
        guard (1...maximumEvents).contains(limit) else {
            throw .invalidValue("\(limit)", for: "limit", expected: "Expecting 1 to \(maximumEvents).")
        }
        return limit
    }

    /// The window without what is before a moment, in milliseconds since 1970.
    func limited(to earliest: Int64) -> LogWindow {
        LogWindow(start: max(start, LogPosition(timestamp: earliest, sequence: 0)), end: end)
    }
}

/// Where to go on reading a stream.
enum LogToken: Sendable, Equatable {
    /// With the event at that position.
    case forward(LogPosition)
    /// With the event before that position.
    case backward(LogPosition)

    /// Nil for a text that is no token.
    init?(_ text: String) {
        guard text.hasSuffix("/s"), let position = LogPosition(digits: text.dropFirst(2).dropLast(2)) else {
            return nil
        }
        if text.hasPrefix("f/") {
            self = .forward(position)
        } else if text.hasPrefix("b/") {
            self = .backward(position)
        } else {
            return nil
        }
    }

    /// `f/<56 digits>/s`
    var text: String {
        switch self {
        case .forward(let position): "f/\(position.digits)/s"
        case .backward(let position): "b/\(position.digits)/s"
        }
    }
}
