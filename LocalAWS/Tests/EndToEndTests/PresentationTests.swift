import Testing

@testable import local_aws

@Suite struct `What local-aws prints` {
    @Test(arguments: [
        (
            #"{"a":1,"b":[true,"x"],"c":{}}"#,
            "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    \"x\"\n  ],\n  \"c\": {}\n}"
        ),
        (#"[]"#, "[]"),
        (#"{ "s" : "a, {b}: \"c\" \\" }"#, "{\n  \"s\": \"a, {b}: \\\"c\\\" \\\\\"\n}"),
        (#"[1.50,-0]"#, "[\n  1.50,\n  -0\n]"),
    ])
    func `is JSON broken into lines and otherwise as it was`(json: String, lines: String) {
        #expect(IndentedJSON(json).text == lines)
    }

    @Test func `is a table with aligned columns and no trailing spaces`() {
        let table = Table(header: ["Key", "Value"], rows: [["a long key", "x"], ["k", ""]])
        #expect(table.lines == ["  Key         Value", "  a long key  x", "  k"])
        #expect(Table(header: ["Key"], rows: []).lines == ["  (none)"])
    }

    @Test func `is every place where a bootstrap was looked for`() {
        let locator = BootstrapLocator(
            executable: "/clone/LocalAWS/.build/x86_64-unknown-linux-gnu/debug/local-aws",
            currentDirectory: "/elsewhere"
        )
        #expect(locator.candidates.first == "/clone/LocalAWS/.build/x86_64-unknown-linux-gnu/debug/bootstrap")
        #expect(locator.candidates.contains("/clone/.build/release/bootstrap"))
        #expect(locator.candidates.contains("/elsewhere/.build/debug/bootstrap"))
        #expect(Set(locator.candidates).count == locator.candidates.count)
        let failure = #expect(throws: Failure.self) { try locator.locate() }
        #expect(failure?.description.contains("  /clone/.build/release/bootstrap\n") == true)
        #expect(failure?.description.contains("swift build -c release --product bootstrap") == true)
    }
}
