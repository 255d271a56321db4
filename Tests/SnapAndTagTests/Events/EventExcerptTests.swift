import Testing

@testable import SnapAndTag

@Suite struct `An event in the log` {
    @Test func `is shown whole and on one line`() throws {
        let shown = "\(EventExcerpt(try Fixtures.bytes("sns-events/launch.json")))"
        #expect(shown.contains("autoscaling:EC2_INSTANCE_LAUNCH"))
        #expect(!shown.contains("\n"))
        #expect(shown.hasPrefix(#"{"Records": [{"EventSource": "aws:sns","#), "without indentation")
    }

    @Test(arguments: [
        "lifecycle-launching", "lifecycle-launching-direct", "sqs-lifecycle", "eventbridge-lifecycle",
    ])
    func `doesn't show the token of a lifecycle action, however deep it lies`(name: String) throws {
        let event = try Fixtures.bytes("sns-events/\(name).json")
        #expect(String(decoding: event, as: UTF8.self).contains("16df11021521"))
        let shown = "\(EventExcerpt(event))"
        #expect(shown.contains("LifecycleActionToken"))
        #expect(!shown.contains("c9f2cd07") && !shown.contains("16df11021521"))
    }

    @Test func `is cut when it is large, and says by how much`() {
        let shown = "\(EventExcerpt([UInt8](repeating: UInt8(ascii: "x"), count: 1_048_576)))"
        #expect(shown.utf8.count < 8_300)
        #expect(shown.hasSuffix("… (1040384 more bytes)"))
    }

    @Test func `that isn't UTF-8 is shown as far as it can be`() {
        #expect("\(EventExcerpt([0x7B, 0xFF, 0x00, 0x7D]))" == "{\u{FFFD} }")
    }
}
