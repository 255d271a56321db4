import Testing

@testable import AWSClient

@Suite struct `Text from outside` {
    private func shownMessage(_ message: String) -> String {
        shown(message.utf8, Redaction([]))
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("  two\r\n\tlines  ", "two lines"),
        ("\u{1B}[31mred\u{7}\u{0}", "[31mred"),
        ("a\u{202E}b\u{2028}c\u{85}d", "a b c d"),
        ("", ""),
        ("Größe 😀", "Größe 😀"),
    ])
    func `is shown as one line without control characters`(text: String, shown: String) {
        #expect(printable(text.utf8, limit: 100) == shown)
    }

    @Test func `is cut to a bound, between characters, and says so`() {
        #expect(printable("abcdef".utf8, limit: 6) == "abcdef")
        #expect(printable("abcdefg".utf8, limit: 6) == "abcdef…")
        #expect(printable("abcd😀😀".utf8, limit: 6) == "abcd…")
        #expect(printable("abc   def".utf8, limit: 5) == "abc…")
        #expect(printable([0xFF, 0x61, 0xC3], limit: 10) == "\u{FFFD}a\u{FFFD}")
    }

    @Test func `is bounded when it is AWS's message`() {
        let message = shownMessage(String(repeating: "x", count: 5_000))
        #expect(message.utf8.count == 512 + "…".utf8.count)
    }

    @Test func `shows nothing of a request that AWS quotes`() {
        #expect(
            shownMessage("It differs. The Canonical String for this is 'x-amz-security-token:SECRET'")
                == "It differs."
        )
        #expect(shownMessage("it differs. the canonical string is 'SECRET'") == "it differs.")
        #expect(shownMessage("The String-to-Sign should have been SECRET") == "")
        #expect(shownMessage("Bad header: Authorization=AWS4-HMAC-SHA256 Credential=SECRET") == "Bad header:")
    }
}
