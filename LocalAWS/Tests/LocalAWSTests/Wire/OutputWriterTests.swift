import Testing

@testable import LocalAWS

@Suite struct `XML that is written` {
    private func written(_ body: (inout OutputWriter) -> Void) -> String {
        var xml = OutputWriter(.xml(item: "item"))
        body(&xml)
        return String(decoding: xml.bytes, as: UTF8.self)
    }

    @Test func `markup in texts is escaped and other characters are kept`() {
        #expect(written { $0.text("a", "<&>\"'ü🙂") } == "<a>&lt;&amp;&gt;&quot;'ü🙂</a>")
    }

    @Test func `a character that XML forbids is replaced, a carriage return is kept by reference`() {
        #expect(written { $0.text("a", "x\u{1}y\u{FFFE}z\r\n") } == "<a>x\u{FFFD}y\u{FFFD}z&#13;\n</a>")
    }

    @Test func `an empty text is an empty element and none is no element`() {
        #expect(written { $0.text("a", "") } == "<a/>")
        #expect(written { $0.text("a", nil) }.isEmpty)
    }

    @Test func `lists have an item a member and no white space`() {
        #expect(
            written { $0.list("set", of: [1, 2]) { $0.number("n", $1) } }
                == "<set><item><n>1</n></item><item><n>2</n></item></set>"
        )
        #expect(written { $0.list("set", of: [Int]()) { $0.number("n", $1) } } == "<set></set>")
    }
}
