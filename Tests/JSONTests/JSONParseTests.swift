import Testing

@testable import JSON

@Suite struct `Parsing JSON` {
    @Test(
        arguments: [
            ("null", JSON.null), ("true", true), ("false", false), ("0", 0), ("-12", -12), (" 7 \n", 7),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("1.5", 1.5), ("-0.0", -0.0), ("1e3", 1000.0), ("5e-324", .real(.leastNonzeroMagnitude)),
            (#""""#, ""), (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (#""\u0000""#, "\u{0}"), (#""a\u0000b""#, "a\u{0}b"), (#""\ud83d\ude00 é""#, "😀 é"),
            ("[]", []), ("{}", [:]), ("[1, [2], {}]", [1, [2], [:]]),
            (#"{"b": 1, "a": {"c": [null]}}"#, ["b": 1, "a": ["c": [.null]]]),
        ] as [(String, JSON)]
    )
    func `reads every kind of value`(text: String, value: JSON) throws {
        #expect(try JSON.parse(text) == value)
    }

    @Test func `keeps the members in their order, and of two equal names the last value`() throws {
        let object = try JSON.parse(#"{"z": 1, "a": 2, "z": 3}"#)
        #expect(object.text == #"{"z":3,"a":2}"#)
    }

    @Test func `keeps all digits of an account number written as a number`() throws {
        let event = try JSON.parse(#"{"AccountId": 111122223333}"#)
        #expect(event["AccountId"]?.identifierValue == "111122223333")
        #expect(try JSON.parse("\"012\"").identifierValue == "012")
        #expect(try JSON.parse("1.0").identifierValue == nil)
    }

    @Test(arguments: [
        ("", JSONError.Kind.empty), (" \n\t", .empty), ("{", .syntax), ("[1,]", .syntax),
        ("{\"a\" 1}", .syntax),
        ("tru", .syntax), ("1 2", .syntax), ("'a'", .syntax), ("\"a\nb\"", .syntax), ("\"\\ud800\"", .syntax),
        ("01", .syntax), ("NaN", .syntax), ("{\"a\\u0000\": 1}", .syntax), ("\u{FEFF}{}", .syntax),
        ("9223372036854775808", .numberOutOfRange), ("1e999", .numberOutOfRange), ("hello", .syntax),
    ])
    func `refuses what is not JSON`(text: String, kind: JSONError.Kind) {
        #expect(throws: JSONError.self) { try JSON.parse(text) }
        do throws(JSONError) {
            _ = try JSON.parse(text)
        } catch {
            #expect(error.kind == kind, "\(error)")
        }
    }

    @Test(
        arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]]
    )
    func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
        let quoted = [0x22] + bytes + [0x22]
        do throws(JSONError) {
            _ = try JSON.parse(quoted)
            Issue.record("accepted")
        } catch {
            #expect(error.kind == .invalidUTF8)
        }
    }

    @Test func `says what is wrong and where, without quoting the input`() {
        let text = "{\n  \"a\": 1,\n  \"é\": oops, \"rest\": \"\(String(repeating: "x", count: 5_000))\"\n}"
        do throws(JSONError) {
            _ = try JSON.parse(text)
            Issue.record("accepted")
        } catch {
            #expect(error.line == 3)
            #expect(error.offset == 24)
            #expect(
                error.description == "Invalid JSON at line 3, column 11 (byte 24): invalid token near 'oops'."
            )
        }
        #expect { try JSON.parse(String(repeating: "x", count: 5_000)) } throws: { "\($0)".count < 200 }
    }

    @Test func `shows control characters in its message as escapes`() {
        #expect { try JSON.parse("\"\u{1}\"") } throws: { error in
            !"\(error)".unicodeScalars.contains { $0.value < 0x20 }
        }
    }

    @Test func `skips a byte order mark only when asked`() throws {
        let text = "\u{FEFF} {\"a\": 1}\n"
        #expect(try JSON.parse(text, skippingByteOrderMark: true) == ["a": 1])
        #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect { try JSON.parse("\u{FEFF}", skippingByteOrderMark: true) } throws: {
            ($0 as? JSONError)?.kind == .empty
        }
    }

    @Test func `takes the depth allowed and refuses one more, saying where`() throws {
        let limits = JSONLimits(depth: 3)
        #expect(try JSON.parse("[[[1]]]", limits: limits) == [[[1]]])
        #expect(try JSON.parse(#"["[[[[", [], []]"#, limits: limits) == ["[[[[", [], []])
        #expect(try JSON.parse(#"["\"[[[[", []]"#, limits: limits) == ["\"[[[[", []])
        do throws(JSONError) {
            _ = try JSON.parse("[[\n[{}]]]", limits: limits)
            Issue.record("accepted")
        } catch {
            #expect(error.kind == .tooDeep)
            #expect((error.line, error.column, error.offset) == (2, 2, 5))
        }
    }

    @Test(arguments: ["[", "{\"a\":", "[[", "]"])
    func `refuses a million brackets at once`(bracket: String) {
        let text = String(repeating: bracket, count: 1_000_000)
        #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(throws: JSONError.self) { try JSON.parse(text, limits: JSONLimits(depth: .max)) }
    }

    @Test func `takes the size allowed and refuses one byte more`() throws {
        #expect(try JSON.parse("[1]", limits: JSONLimits(size: 3)) == [1])
        #expect { try JSON.parse("[1] ", limits: JSONLimits(size: 3)) } throws: {
            ($0 as? JSONError)?.kind == .tooLarge
        }
    }

    @Test func `reads a million bytes of members in a moment`() throws {
        let members = (0..<60_000).map { "\"name\($0)\": \($0)" }.joined(separator: ",")
        let object = try JSON.parse("{\(members)}").objectValue
        #expect(object?.members.count == 60_000)
    }
}
