import HTTPTypes
import Platform
import Testing

@testable import AWSClient

@Suite struct `The delay that a server asks for` {
    private let now = Timestamp(secondsSinceEpoch: 1_768_478_400)

    private func delay(_ fields: [(String, String)]) throws -> Duration? {
        var header = HTTPFields()
        for (name, value) in fields { header[try #require(HTTPField.Name(name))] = value }
        return serverDelay(header, now: now)
    }

    @Test(arguments: [
        ("x-amz-retry-after", "1500", 1_500), ("X-Amz-Retry-After", "0", 0), ("Retry-After", "2", 2_000),
        ("retry-after", "Thu, 15 Jan 2026 12:00:03 GMT", 3_000),
        ("retry-after", "Thu, 15 Jan 2026 11:00:00 GMT", 0),
    ])
    func `is milliseconds, seconds or a date`(name: String, value: String, milliseconds: Int) throws {
        #expect(try delay([(name, value)]) == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "-1", "1.5", "soon", "99999999999999999999"])
    func `is none when it can't be read`(value: String) throws {
        #expect(try delay([("retry-after", value)]) == nil)
        #expect(try delay([("x-amz-retry-after", value)]) == nil)
        #expect(try delay([]) == nil)
    }

    @Test func `is Amazon's own when there are both`() throws {
        #expect(try delay([("retry-after", "9"), ("x-amz-retry-after", "100")]) == .milliseconds(100))
    }
}
