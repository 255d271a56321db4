import Testing

@testable import LocalAWS

@Suite struct `Filter patterns of logs` {
    @Test(arguments: [
        ("", "anything", true), ("  ", "anything", true),
        ("ERROR", "an ERROR here", true), ("ERROR", "an error here", false), ("ERR", "ERRORS", true),
        ("ERROR failed", "failed with ERROR", true), ("ERROR failed", "ERROR", false),
        (#""exit code 1""#, "exit code 1", true), (#""exit code 1""#, "code 1 exit", false),
        (#""say \"hi\"""#, #"they say "hi""#, true),
        ("ERROR -retry", "ERROR", true), ("ERROR -retry", "ERROR retry", false), ("-DEBUG", "INFO", true),
        (#"-"exit 0""#, "exit 0", false), ("?ERROR ?WARN", "a WARN", true),
        ("?ERROR ?WARN", "an INFO", false),
        ("?ERROR INFO", "INFO", true), ("größe", "die größe", true),
    ])
    func `terms are looked for`(pattern: String, message: String, matches: Bool) throws {
        #expect(try LogPattern(pattern).matches(message) == matches)
    }

    private static let event = #"""
        {"level":"ERROR","code":503,"ratio":0.25,"ok":false,"done":true,"cause":null,"user":{"id":"u-1","tags":["a","b"]},
         "calls":[{"op":"CreateSnapshot","ms":12},{"op":"CreateTags","ms":3}],"a.b":"dotted","text":"503"}
        """#

    @Test(arguments: [
        (#"{ $.level = "ERROR" }"#, true), ("{$.level=ERROR}", true), (#"{ $.level = "ERR*" }"#, true),
        (#"{ $.level = *RR* }"#, true), (#"{ $.level = "error" }"#, false), (#"{ $.level != "INFO" }"#, true),
        (#"{ $.level != "ERROR" }"#, false), (#"{ $.absent = "x" }"#, false),
        (#"{ $.absent != "x" }"#, false),
        ("{ $.code = 503 }", true), ("{ $.code > 499 }", true), ("{ $.code >= 503 && $.code <= 503 }", true),
        ("{ $.code < 5.03e2 }", false), ("{ $.code != 503 }", false), ("{ $.code = 5* }", true),
        ("{ $.code = * }", true),
        ("{ $.ratio = 0.25 }", true), ("{ $.ratio < -1 }", false), ("{ $.text = 503 }", false),
        ("{ $.done IS TRUE }", true), ("{ $.ok IS TRUE }", false), ("{ $.ok IS FALSE }", true),
        ("{ $.cause IS NULL }", true), ("{ $.level IS NULL }", false), ("{ $.absent IS NULL }", false),
        ("{ $.absent NOT EXISTS }", true), ("{ $.cause NOT EXISTS }", false), ("{ $.user.id = * }", true),
        (#"{ $.user.id = "u-1" }"#, true), (#"{ $.user.tags[1] = "b" }"#, true),
        (#"{ $.user.tags[2] = "b" }"#, false),
        (#"{ $.user.tags[*] = "a" }"#, true), ("{ $.calls[*].ms > 10 }", true),
        ("{ $.calls[1].ms > 10 }", false),
        (#"{ $.['a.b'] = "dotted" }"#, true), (#"{ $["a.b"] = "dotted" }"#, true),
        (#"{ ($.code = 1 || $.code = 503) && $.level = "ERROR" }"#, true),
        (#"{ $.code = 1 || $.code = 503 && $.level = "INFO" }"#, false),
        (#"{ (($.level = ERROR)) }"#, true),
    ])
    func `properties of JSON are compared`(pattern: String, matches: Bool) throws {
        #expect(try LogPattern(pattern).matches(Self.event) == matches)
    }

    @Test(arguments: ["{ $.level = * }", "{ $.absent NOT EXISTS }"])
    func `a message that is no JSON object has no properties`(pattern: String) throws {
        #expect(try !LogPattern(pattern).matches("level ERROR"))
        #expect(try !LogPattern(pattern).matches("[1]"))
        #expect(try !LogPattern(pattern).matches(#"{"level":"ERROR"} and more"#))
    }

    private static let access =
        #"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534"#

    @Test(arguments: [
        ("[ip, id, user, timestamp, request, status, bytes]", true), ("[ip, id, user]", false),
        ("[ip, id, user, timestamp, request, status_code=404, bytes]", true),
        ("[ip, id, user, timestamp, request, status_code=4*, bytes>1000]", true),
        ("[ip, id, user, timestamp, request, status_code, bytes>2000]", false),
        (#"[ip, id, user, timestamp, request = "*.html*", ...]"#, true), ("[ip, ..., bytes]", true),
        ("[..., status = 403 || status = 404, bytes]", true),
        ("[..., status >= 400 && status < 404, bytes]", false),
        ("[..., status != 404, bytes]", false), ("[ip = 127.*, ...]", true),
        ("[a, b, c, d, e, f, g, h, ...]", false),
        ("[,,user=frank,,,,]", true), ("[ip, id, user=frank||user=bob, ...]", true),
    ])
    func `fields between spaces are compared`(pattern: String, matches: Bool) throws {
        #expect(try LogPattern(pattern).matches(Self.access) == matches)
    }

    @Test func `a metric filter's selectors find their values`() throws {
        let properties = try LogPattern("{ $.code > 499 }")
        #expect(properties.value(of: "$.code", in: Self.event) == "503")
        #expect(properties.value(of: "$.user.id", in: Self.event) == "u-1")
        #expect(properties.value(of: "$.absent", in: Self.event) == nil)
        #expect(properties.extractedValues(of: Self.event) == ["$.code": "503"])
        let fields = try LogPattern("[ip, ..., status, bytes]")
        #expect(fields.value(of: "$bytes", in: Self.access) == "1534")
        #expect(
            fields.extractedValues(of: Self.access) == [
                "$ip": "127.0.0.1", "$status": "404", "$bytes": "1534",
            ]
        )
    }

    @Test(arguments: [
        "a.b", "/ecs/x", "\"open", "-", "?", "{", "{}", "{ level = x }", "{ $.a }", "{ $.a = }", "{ $.a = 1",
        "{ $.a > x }",
        "{ $.a IS SO }", "{ $.a NOT }", "{ $. = 1 }", "{ $ = 1 }", "{ $.a[x] = 1 }", "{ ($.a = 1 }",
        "{ $.a = 1 } x",
        "[a, b", "[a b]", "[..., x, ...]", "[a = 1 || b = 2]", "%a%",
    ])
    func `what is no pattern is refused`(pattern: String) {
        #expect(throws: LogPatternError.self) { try LogPattern(pattern) }
    }

    @Test func `a pattern has its length and may nest as deep as that`() throws {
        #expect(throws: LogPatternError.self) { try LogPattern(String(repeating: "a", count: 1_025)) }
        let nested =
            "{" + String(repeating: "(", count: 505) + "$.a=1" + String(repeating: ")", count: 505) + "}"
        #expect(try LogPattern(nested).matches(#"{"a":1}"#))
    }
}
