extension Timestamp {
    /// `20260115T120000Z`: the basic ISO 8601 form that Signature Version 4 calls the request's date.
    public var iso8601Basic: String {
        let date = CivilDate(self)
        return written { text in
            text.append(date, between: nil)
            text.append("T")
            text.append(timeOf: date, between: nil)
            text.append("Z")
        }
    }

    /// `20260115`: the day, as it stands in a credential scope.
    public var dateStamp: String {
        written { $0.append(CivilDate(self), between: nil) }
    }

    /// `2026-01-15T12:00:00.123Z`: the extended ISO 8601 form with milliseconds, as logs and most AWS services
    /// write it.
    public var iso8601: String {
        let date = CivilDate(self)
        return written { text in
            text.append(date, between: "-")
            text.append("T")
            text.append(timeOf: date, between: ":")
            text.append(".")
            text.append(date.millisecond, digits: 3)
            text.append("Z")
        }
    }

    /// Reads `20260115T120000Z`, and nothing else.
    public init?(iso8601Basic text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), let month = reader.digits(2), let day = reader.digits(2),
            reader.skip("T"), let hour = reader.digits(2), let minute = reader.digits(2),
            let second = reader.digits(2), reader.skip("Z"), reader.isAtEnd,
            let date = CivilDate(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        self = date.timestamp
    }

    /// Reads `2026-01-15T12:00:00Z` with or without a fraction of a second, ended by `Z` or an offset `+00:00`.
    public init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T"), let hour = reader.digits(2), reader.skip(":"),
            let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2)
        else { return nil }
        let millisecond = reader.skip(".") ? reader.fractionInMilliseconds() : 0
        guard let millisecond, let offset = reader.offsetInSeconds(), reader.isAtEnd,
            let date = CivilDate(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second,
                millisecond: millisecond
            )
        else { return nil }
        self = date.timestamp - .seconds(offset)
    }

    /// Reads the preferred date form of HTTP, `Thu, 15 Jan 2026 12:00:00 GMT` (RFC 9110, 5.6.7).
    public init?(httpDate text: some StringProtocol) {
        guard let comma = text.firstIndex(of: ",") else { return nil }
        var reader = DigitReader(text[text.index(after: comma)...])
        guard reader.skip(" "), let day = reader.digits(2), reader.skip(" "), let month = reader.monthName(),
            reader.skip(" "), let year = reader.digits(4), reader.skip(" "), let hour = reader.digits(2),
            reader.skip(":"), let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2),
            reader.skip(" GMT"), reader.isAtEnd,
            let date = CivilDate(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        self = date.timestamp
    }
}

/// The text of what the body appends. Bytes, not characters: each log line and each signature has a date.
private func written(_ body: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    body(&bytes)
    return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
    fileprivate mutating func append(_ character: Unicode.Scalar) {
        append(UInt8(ascii: character))
    }

    /// The value's last digits, so many of them.
    fileprivate mutating func append(_ value: Int64, digits: Int) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(0x30 + value / divisor % 10))
            divisor /= 10
        }
    }

    fileprivate mutating func append(_ date: CivilDate, between separator: Unicode.Scalar?) {
        append(date.year, digits: 4)
        if let separator { append(separator) }
        append(date.month, digits: 2)
        if let separator { append(separator) }
        append(date.day, digits: 2)
    }

    fileprivate mutating func append(timeOf date: CivilDate, between separator: Unicode.Scalar?) {
        append(date.hour, digits: 2)
        if let separator { append(separator) }
        append(date.minute, digits: 2)
        if let separator { append(separator) }
        append(date.second, digits: 2)
    }
}

/// Reads a date's fixed-width fields from the front of a text.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func skip(_ literal: String) -> Bool {
        var end = position
        for byte in literal.utf8 {
            guard end < bytes.count, bytes[end] == byte else { return false }
            end += 1
        }
        position = end
        return true
    }

    /// At least one digit; those after the third are read and dropped.
    mutating func fractionInMilliseconds() -> Int64? {
        guard var value = nextDigit() else { return nil }
        var count = 1
        while let digit = nextDigit() {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        while count < 3 {
            value *= 10
            count += 1
        }
        return value
    }

    mutating func offsetInSeconds() -> Int64? {
        if skip("Z") { return 0 }
        let sign: Int64
        if skip("+") {
            sign = 1
        } else if skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 3_600 + minutes * 60)
    }

    mutating func monthName() -> Int64? {
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        for (index, name) in names.enumerated() where skip(name) {
            return Int64(index + 1)
        }
        return nil
    }

    private mutating func nextDigit() -> Int64? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        defer { position += 1 }
        return Int64(bytes[position] - 0x30)
    }
}
