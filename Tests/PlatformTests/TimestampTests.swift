import Foundation
import Testing

@testable import Platform

@Suite struct `A timestamp` {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_768_478_400_123, "2026-01-15T12:00:00.123Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func `is written with milliseconds and read back`(milliseconds: Int64, text: String) {
        let timestamp = Timestamp(millisecondsSinceEpoch: milliseconds)
        #expect(timestamp.iso8601 == text)
        #expect(Timestamp(iso8601: text) == timestamp)
    }

    @Test func `agrees with Foundation on ten thousand days`() {
        let formatter = ISO8601DateFormatter()
        for day in stride(from: -130_000, to: 240_000, by: 37) {
            let seconds = Int64(day) * 86_400 + Int64(abs(day) % 86_400)
            let expected = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let timestamp = Timestamp(secondsSinceEpoch: seconds)
            #expect(timestamp.iso8601 == expected.replacingOccurrences(of: "Z", with: ".000Z"))
            #expect(Timestamp(iso8601: expected) == timestamp)
        }
    }

    @Test func `has the basic form that a signature carries, and its day`() {
        let timestamp = Timestamp(secondsSinceEpoch: 1_768_478_400)
        #expect(timestamp.iso8601Basic == "20260115T120000Z")
        #expect(timestamp.dateStamp == "20260115")
        #expect(Timestamp(iso8601Basic: "20260115T120000Z") == timestamp)
    }

    @Test(arguments: [
        "", "20260115", "20260115T120000", "20260115T120000Z ", "20261315T120000Z", "20260230T120000Z",
        "2026011\u{0665}T120000Z", "-0260115T120000Z", "20260115T126000Z",
    ])
    func `refuses what is not of the basic form`(text: String) {
        #expect(Timestamp(iso8601Basic: text) == nil)
    }

    @Test(arguments: [
        ("2026-01-15T12:00:00Z", 1_768_478_400_000),
        ("2026-01-15T12:00:00.5Z", 1_768_478_400_500),
        ("2026-01-15T12:00:00.123456789Z", 1_768_478_400_123),
        ("2026-01-15T14:00:00+02:00", 1_768_478_400_000),
        ("2026-01-15T11:30:00-00:30", 1_768_478_400_000),
    ])
    func `is read with any fraction and offset`(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.millisecondsSinceEpoch == milliseconds)
    }

    @Test(arguments: ["2026-01-15T12:00:00", "2026-01-15 12:00:00Z", "2026-01-15T12:00:00.Z", "now", ""])
    func `refuses what is not of the extended form`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `is read from an HTTP date`() {
        let noon = Timestamp(secondsSinceEpoch: 1_768_478_400)
        #expect(Timestamp(httpDate: "Thu, 15 Jan 2026 12:00:00 GMT") == noon)
        #expect(Timestamp(httpDate: "15 Jan 2026 12:00:00 GMT") == nil)
        #expect(Timestamp(httpDate: "Thu, 15 Foo 2026 12:00:00 GMT") == nil)
    }

    @Test func `is moved by a duration and back`() {
        let timestamp = Timestamp(millisecondsSinceEpoch: 1_000)
        #expect((timestamp + .milliseconds(250)).millisecondsSinceEpoch == 1_250)
        #expect(timestamp - .seconds(2) == Timestamp(millisecondsSinceEpoch: -1_000))
        #expect((timestamp + .seconds(90)) - timestamp == .seconds(90))
    }
}
