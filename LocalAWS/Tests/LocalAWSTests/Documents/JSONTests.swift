import Testing

@testable import LocalAWS

@Suite struct `JSON documents` {
    private static let documents: [(json: String, document: Document)] = [
        ("{}", Document.structure([:])),
        (" [ ] ", .list([])),
        (#"{"a":[1,-2.5,"x",true,false,null,1e3]}"#, ["a": [1, -2.5, "x", true, false, .null, 1000.0]]),
        (#""\u00fc\ud83d\ude42\n\"\\\/""#, "ü🙂\n\"\\/"),
        ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .decimal(9_223_372_036_854_775_808)),
    ]

    @Test(arguments: documents) func `are read as what they are`(json: String, document: Document) throws {
        #expect(try Document(json: json) == document)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", "-", "+1", ".5", "1e", "tru",
        "nul",
        "\"", "\"\u{1}\"", "\"\\x\"", "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\u12\"", "{\"a\":1,\"a\":2}", "1 2",
        "[1]x",
        "// c\n1", "1e999",
    ])
    func `that aren't any are refused`(json: String) {
        #expect(throws: DocumentError.self) { try Document(json: json) }
    }

    @Test func `are refused when they nest too deep or hold what isn't UTF-8`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: DocumentError.self) { try Document(json: deep) }
        #expect(throws: DocumentError.self) { try Document(json: [0x22, 0xFF, 0x22]) }
    }

    @Test func `are written without white space, their members by name`() throws {
        let document: Document = [
            "b": [1, 2.5, "x\n\"\u{1}"], "a": ["c": .null, "d": .bytes([1, 2, 3])], "t": true,
        ]
        #expect(document.json == #"{"a":{"c":null,"d":"AQID"},"b":[1,2.5,"x\n\"\u0001"],"t":true}"#)
    }
}
