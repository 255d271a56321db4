import JSON
import Testing

@Suite struct `Writing JSON` {
    @Test func `makes one line, the members in their order`() {
        let report: JSON = [
            "instanceId": "i-0", "volumes": [["id": "vol-1", "ok": true], [:]], "empty": [],
        ]
        #expect(report.text == #"{"instanceId":"i-0","volumes":[{"id":"vol-1","ok":true},{}],"empty":[]}"#)
        #expect(report.serialized() == Array(report.text.utf8))
    }

    @Test func `escapes what a string may not hold and nothing else`() {
        let text: JSON = "a\"b\\c/\n\r\t\u{0}\u{1f}\u{7f}\u{2028}é😀"
        #expect(text.text == #""a\"b\\c/\n\r\t\u0000\u001f"# + "\u{7f}\u{2028}é😀\"")
    }

    @Test func `keeps to printable ASCII when asked`() {
        let value: JSON = ["ключ": "é😀\u{7f}\n"]
        let text = value.text(.ascii)
        #expect(text == #"{"\u043a\u043b\u044e\u0447":"\u00e9\ud83d\ude00\u007f\n"}"#)
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    }

    @Test func `indents by two spaces for people`() {
        let value: JSON = ["a": [1, ["b": .null]], "c": [], "d": [:]]
        #expect(
            value.text(.pretty) == """
                {
                  "a": [
                    1,
                    {
                      "b": null
                    }
                  ],
                  "c": [],
                  "d": {}
                }
                """
        )
    }

    @Test(arguments: [
        (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"),
        (1.0 / 3, "0.3333333333333333"),
        (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ])
    func `gives a number its shortest form, and null for what is none`(number: Double, text: String) {
        #expect(JSON.real(number).text == text)
    }
}
