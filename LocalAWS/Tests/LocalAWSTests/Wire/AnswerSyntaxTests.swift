import Platform
import Testing

@testable import LocalAWS

@Suite struct `An answer's members` {
    private func written(_ syntax: OutputWriter.Syntax) -> [UInt8] {
        var writer = OutputWriter(syntax)
        writer.openStructure()
        writer.text("t", "x\"")
        writer.text("none", nil)
        writer.number("n", -7)
        writer.decimal("d", 1.5)
        writer.boolean("b", true)
        writer.moment("m", Timestamp(millisecondsSinceEpoch: 1_768_478_400_050))
        writer.structure("s") { $0.number("i", 1) }
        writer.list("l", of: [1, 2]) { $0.number("i", $1) }
        writer.texts("e", ["a", "b"])
        writer.map("h", of: [("k", "v")])
        writer.closeStructure()
        return writer.bytes
    }

    @Test func `are XML for query services`() {
        #expect(
            String(decoding: written(.xml(item: "member")), as: UTF8.self)
                == "<t>x&quot;</t><n>-7</n><d>1.5</d><b>true</b><m>2026-01-15T12:00:00.050Z</m><s><i>1</i></s>"
                + "<l><member><i>1</i></member><member><i>2</i></member></l>"
                + "<e><member>a</member><member>b</member></e>"
                + "<h><entry><key>k</key><value>v</value></entry></h>"
        )
    }

    @Test func `are JSON for JSON services`() {
        #expect(
            String(decoding: written(.json), as: UTF8.self)
                == #"{"t":"x\"","n":-7,"d":1.5,"b":true,"m":1768478400.050,"s":{"i":1},"l":[{"i":1},{"i":2}],"#
                + #""e":["a","b"],"h":{"k":"v"}}"#
        )
    }

    @Test func `are CBOR for Smithy's RPC`() {
        let start: [UInt8] = [
            0xBF, 0x61, 0x74, 0x62, 0x78, 0x22, 0x61, 0x6E, 0x26, 0x61, 0x64, 0xFB, 0x3F, 0xF8,
        ]
        #expect(written(.cbor).starts(with: start))
        #expect(written(.cbor).last == 0xFF)
    }
}
