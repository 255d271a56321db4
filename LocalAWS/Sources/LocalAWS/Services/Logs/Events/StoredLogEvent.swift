/// What is to be written to a log.
struct LogMessage: Sendable, Equatable {
    /// In milliseconds since 1970.
    let timestamp: Int64
    let text: String
}

/// What was written to a log.
struct StoredLogEvent: Codable, Sendable {
    /// What CloudWatch counts for an event beside its text, in bytes.
    static let overhead = 26

    let position: LogPosition
    /// In milliseconds since 1970.
    let ingestionTime: Int64
    let message: String

    /// In milliseconds since 1970.
    var timestamp: Int64 { position.timestamp }

    var storedBytes: Int { message.utf8.count + Self.overhead }

    /// What FilterLogEvents tells events apart by.
    var id: String { position.digits }
}

/// Where an event stands among all others of a region.
struct LogPosition: Codable, Sendable, Hashable, Comparable {
    /// In milliseconds since 1970.
    let timestamp: Int64
    /// Counts all events of the region.
    let sequence: Int

    static func < (first: LogPosition, second: LogPosition) -> Bool {
        (first.timestamp, first.sequence) < (second.timestamp, second.sequence)
    }

    /// The position right behind this one.
    var next: LogPosition { LogPosition(timestamp: timestamp, sequence: sequence + 1) }

    private static let digitCount = 56
    private static let timestampDigitCount = 20

    /// 56 digits, as AWS's identifiers and tokens of events have.
    var digits: String {
        let sequence = String(sequence)
        let timestamp = String(max(0, timestamp))
        return Self.zeros(Self.timestampDigitCount - timestamp.count) + timestamp
            + Self.zeros(Self.digitCount - Self.timestampDigitCount - sequence.count) + sequence
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: max(0, count))
    }

    init(timestamp: Int64, sequence: Int) {
        self.timestamp = timestamp
        self.sequence = sequence
    }

    /// Nil for what isn't 56 digits that fit.
    init?(digits: some StringProtocol) {
        guard digits.utf8.count == Self.digitCount, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let timestamp = Int64(digits.prefix(Self.timestampDigitCount)),
            let sequence = Int(digits.dropFirst(Self.timestampDigitCount)), sequence < .max
        else { return nil }
        self.init(timestamp: timestamp, sequence: sequence)
    }
}
