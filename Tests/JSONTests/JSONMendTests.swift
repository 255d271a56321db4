import JSON
import Testing

@Suite struct `Parsing JSON that can't be represented whole` {
    static let numbers: [(String, JSON)] = [
        ("10000000000000000000", .real(1e19)), ("-9223372036854775809", .real(-9_223_372_036_854_775_808)),
        ("9223372036854775807", .integer(.max)), ("1e999", .null), ("-1.5E+400", .null),
        ("[1e999,2,1e-999,-0.5]", [.null, 2, .real(0), .real(-0.5)]),
        (String(repeating: "9", count: 400), .null),
        (#""1e999 10000000000000000000""#, "1e999 10000000000000000000"),
    ]

    @Test(arguments: numbers)
    func `makes of numbers what a double can hold, or null`(text: String, value: JSON) throws {
        #expect(try JSON.parse(text, mending: true) == value)
        #expect(try JSON.parse("{\"a\":[ \(text) ]}", mending: true) == ["a": [value]])
    }

    @Test(arguments: [
        (#""\ud800""#, "\u{FFFD}"), (#""\uDC00""#, "\u{FFFD}"), (#""\ud83d\ude80""#, "\u{1F680}"),
        (#""\ud800\ud83d\ude80\udc00""#, "\u{FFFD}\u{1F680}\u{FFFD}"), (#""\ud800\n""#, "\u{FFFD}\n"),
        (#""\\ud800""#, #"\ud800"#), (#""\"\ud800\"""#, "\"\u{FFFD}\""), (#""\ud800\u0041""#, "\u{FFFD}A"),
        (#""é\ud8001e999""#, "é\u{FFFD}1e999"),
    ])
    func `makes U+FFFD of half a surrogate pair`(text: String, value: String) throws {
        #expect(try JSON.parse(text, mending: true) == .string(value))
        #expect(try JSON.parse("{\(text):1}", mending: true) == .object([value: 1]))
    }

    @Test(arguments: [
        "", "{", "[1,]", "tru", "1 2", "'a'", "\"", "\"\\", "\"\\u", "\"\\ud8", "\"\\ud800", "\"\\ud800\\u",
        "\"\\q\"",
        "01", "-", "1.", "+1", "1e", "1e999e", "{\"a\":1e999", "\"\\ud80g\"", "hello", "[1e999,]",
    ])
    func `refuses what isn't JSON as it does otherwise, and says the same of it`(text: String) {
        let (plain, mending) = (error(text, mending: false), error(text, mending: true))
        #expect(plain != nil && mending == plain)
    }

    private func error(_ text: String, mending: Bool) -> JSONError? {
        do throws(JSONError) {
            _ = try JSON.parse(text, mending: mending)
            return nil
        } catch {
            return error
        }
    }
}
