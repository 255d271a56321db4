import Platform
import Testing

@testable import AWSClient

@Suite struct `A value in an answer` {
    private func parse(_ text: String) throws -> XMLElement {
        try XMLDocument.parse(Array("<item>\(text)</item>".utf8)).root
    }

    @Test(arguments: ["", "<v/>", "<v></v>", "<v> \n </v>", "<v><w>1</w></v>"])
    func `that is absent, empty or blank is none`(text: String) throws {
        let element = try parse(text)
        #expect(element.token("v") == nil)
        #expect(try element.integer("v") == nil)
        #expect(try element.boolean("v") == nil)
        #expect(try element.timestamp("v") == nil)
        #expect(throws: XMLProblem("<item> has no <v>")) { try element.requiredToken("v") }
    }

    @Test func `has white space around it taken away, unless it is what a user wrote`() throws {
        let element = try parse("<v>\n\t vol-1 \r\n</v>")
        #expect(element.token("v") == "vol-1")
        #expect(element.text("v") == "\n\t vol-1 \n")
        #expect(try parse("<v> </v>").text("v") == " ")
    }

    @Test func `is read as what it is`() throws {
        let element = try parse(
            "<n> -12 </n><yes> true</yes><no>false</no><date>2026-01-15T12:00:01.512Z</date><short>2026-01-15T12:00:01Z</short>"
        )
        #expect(try element.integer("n") == -12)
        #expect(try element.boolean("yes") == true)
        #expect(try element.boolean("no") == false)
        #expect(try element.timestamp("date") == Timestamp(millisecondsSinceEpoch: 1_768_478_401_512))
        #expect(try element.timestamp("short") == Timestamp(secondsSinceEpoch: 1_768_478_401))
    }

    @Test func `of the wrong kind is refused, not taken for none`() throws {
        let element = try parse("<v>12 GiB\u{202E}</v>")
        #expect(throws: XMLProblem("<v> in <item> isn't a whole number: 12 GiB")) { try element.integer("v") }
        #expect(throws: XMLProblem("<v> in <item> isn't true or false: 12 GiB")) { try element.boolean("v") }
        #expect(throws: XMLProblem("<v> in <item> isn't a date: 12 GiB")) { try element.timestamp("v") }
        #expect(throws: XMLProblem.self) { try parse("<v>99999999999999999999</v>").integer("v") }
    }

    @Test func `of a list is an item, in order, and other elements aren't`() throws {
        let element = try parse("<set><item>1</item><other>2</other><item>3</item></set>")
        #expect(try element.items(of: "set") { element in element.text } == ["1", "3"])
        #expect(try element.items(of: "none") { element in element.text } == [])
    }
}
