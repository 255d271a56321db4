import Foundation
import Testing

@testable import AWSClient

@Suite struct `An XML document` {
    private func parse(_ text: String, limits: XMLLimits = XMLLimits()) throws(XMLProblem) -> XMLElement {
        try XMLDocument.parse(Array(text.utf8), limits: limits).root
    }

    private func outline(_ element: XMLElement) -> String {
        let children = element.children.map { outline($0) }.joined(separator: ",")
        return element.name + (element.text.map { "=\($0)" } ?? "")
            + (children.isEmpty ? "" : "(\(children))")
    }

    @Test(arguments: [
        ("<a/>", "a"),
        ("<a></a>", "a"),
        ("<a>text</a>", "a=text"),
        ("<a><b/><c>1</c><b>2</b></a>", "a(b,c=1,b=2)"),
        ("<a><b><c><d>1</d></c></b><e>2</e></a>", "a(b(c(d=1)),e=2)"),
        ("<?xml version=\"1.0\"?>\n<!-- x -->\n<a>\n  <b> 1 </b>\n</a>\n<!-- y -->\n", "a(b= 1 )"),
        ("<a>before<b/>between<b>in</b>after</a>", "a(b,b=in)"),
        ("<n:a xmlns:n='urn:x' n:c='1'><n:b>1</n:b><b>2</b></n:a>", "a(b=1,b=2)"),
        ("<a>one<!-- cut -->two<?pi?>three<![CDATA[<four>&amp;]]></a>", "a=onetwothree<four>&amp;"),
        ("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>", "a=<&>\"'AB"),
        ("<a>line\r\nline\rline</a>", "a=line\nline\nline"),
        ("\u{FEFF}<a>b</a>", "a=b"),
        ("<größe>ü</größe>", "größe=ü"),
    ])
    func `keeps names, leaves' text and the tree, and nothing else`(text: String, expected: String) throws {
        #expect(try outline(parse(text)) == expected)
    }

    @Test(arguments: [String.Encoding.utf16BigEndian, .utf16LittleEndian])
    func `may be in UTF-16 with a byte order mark`(encoding: String.Encoding) throws {
        let data = try #require("\u{FEFF}<a>Größe 😀</a>".data(using: encoding))
        #expect(try XMLDocument.parse(Array(data)).root.text == "Größe 😀")
    }

    @Test func `finds children by name, the first of several, and no descendants`() throws {
        let root = try parse("<a><x><b>deep</b></x><b>1</b><b>2</b><bb>3</bb></a>")
        #expect(root.child("b")?.text == "1")
        #expect(root.child("bb")?.text == "3")
        #expect(root.child("x")?.child("b")?.text == "deep")
        #expect(root.child("c") == nil)
        #expect(root.child("") == nil)
        #expect(root.isNamed("a"))
        #expect(!root.isNamed("ab"))
    }

    @Test(arguments: [
        ("<!DOCTYPE a><a/>", "it has a document type declaration, which no answer of AWS has"),
        (
            "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
            "it has a document type declaration, which no answer of AWS has"
        ),
        ("", "it isn't well-formed XML (no element found, line 1, column 0)"),
        ("<a>", "it isn't well-formed XML (no element found, line 1, column 3)"),
        ("<a></b>", "it isn't well-formed XML (mismatched tag, line 1, column 5)"),
        ("<a/><b/>", "it isn't well-formed XML (junk after document element, line 1, column 4)"),
        ("<a>\n&e;</a>", "it isn't well-formed XML (undefined entity, line 2, column 0)"),
        ("<a b='1' b='2'/>", "it isn't well-formed XML (duplicate attribute, line 1, column 9)"),
        ("plain", "it isn't well-formed XML (syntax error, line 1, column 0)"),
        ("<a>\u{1}</a>", "it isn't well-formed XML (not well-formed (invalid token), line 1, column 3)"),
    ])
    func `that isn't one is refused with the reason and the place`(text: String, problem: String) {
        #expect(throws: XMLProblem(problem)) { try parse(text) }
    }

    @Test func `is cut off at any byte and refused at each`() throws {
        let whole =
            "<?xml version='1.0'?><a xmlns='urn:x'><b>t&amp;ü</b><c/><!-- d --><e><![CDATA[f]]></e></a>"
        let bytes = Array(whole.utf8)
        for count in 0..<bytes.count {
            #expect(throws: XMLProblem.self, "\(count) bytes") {
                try XMLDocument.parse(Array(bytes[..<count]))
            }
        }
        #expect(try XMLDocument.parse(bytes).root.child("b")?.text == "t&ü")
    }

    @Test func `has limits on depth, elements and size, and reaches them`() throws {
        let nested = String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)
        _ = try parse(nested)
        #expect(throws: XMLProblem("its elements are nested more than 64 deep")) {
            try parse("<a>\(nested)</a>")
        }

        let many = XMLLimits(elements: 10)
        _ = try parse("<a>\(String(repeating: "<b/>", count: 9))</a>", limits: many)
        #expect(throws: XMLProblem("it has more than 10 elements")) {
            try parse("<a>\(String(repeating: "<b/>", count: 10))</a>", limits: many)
        }

        _ = try parse("<a>12</a>", limits: XMLLimits(bytes: 9))
        #expect(throws: XMLProblem("it is larger than 9 bytes")) {
            try parse("<a>123</a>", limits: XMLLimits(bytes: 9))
        }
    }

    @Test func `with a thousand million entities is refused at once`() throws {
        var bomb = "<!DOCTYPE a [<!ENTITY l0 'ha'>"
        for level in 1...9 {
            bomb += "<!ENTITY l\(level) '\(String(repeating: "&l\(level - 1);", count: 10))'>"
        }
        bomb += "]><a>&l9;</a>"
        let start = ContinuousClock.now
        #expect(throws: XMLProblem.self) { try parse(bomb) }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `of random bytes is read or refused, and never crashes`() {
        var random = SplitMix64(state: 2026)
        let pieces = [
            "<", ">", "/", "a", "b:c", "=", "'", "\"", "&", ";", "#x41", "<!--", "-->", "<![CDATA[", "]]>",
            "<?", "?>",
            "<!DOCTYPE", "\0", "\u{FFFE}", " ", "\n", "<a>", "</a>",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...20, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            if let root = try? parse(text) { _ = outline(root) }
        }
    }
}
