import Testing

@testable import LocalAWS

/// The same call in the query protocol and as a document: an operation must not see a difference.
@Suite struct `Parameters of every protocol` {
    private static let form: [(name: String, value: String)] = [
        ("Name", "n"), ("Count", "3"), ("Share", "0.5"), ("Flag", "true"),
        ("Ids.member.1", "a"), ("Ids.member.2", "b"),
        ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"),
        ("Attributes.entry.1.key", "x"), ("Attributes.entry.1.value", "y"),
        ("Parts.entry.1.Name", "p"), ("Parts.entry.1.Value.Type", "t"),
    ]
    private static let document: Document = [
        "Name": "n", "Count": 3, "Share": 0.5, "Flag": true, "Ids": ["a", "b"],
        "Tags": [["Key": "k", "Value": "v"]], "Attributes": ["x": "y"], "Parts": ["p": ["Type": "t"]],
        "Absent": .null,
    ]

    private static func both() throws -> [Parameters] {
        [try Parameters(form, style: .member), Parameters(document)]
    }

    @Test func `are read alike, and nothing is left`() throws {
        for parameters in try Self.both() {
            #expect(try parameters.required("Name") == "n")
            #expect(try parameters.requiredInteger("Count") == 3)
            #expect(try parameters.decimal("Share") == 0.5)
            #expect(try parameters.boolean("Flag") == true)
            #expect(parameters.list("Ids") == ["a", "b"])
            let tags = parameters.structures("Tags").map { [$0.optional("Key"), $0.optional("Value")] }
            #expect(tags == [["k", "v"]])
            #expect(try parameters.map("Attributes").map { [$0.key, $0.value] } == [["x", "y"]])
            let parts = parameters.structures(byKey: "Parts", key: "Name", value: "Value")
            #expect(parts.map(\.key) == ["p"])
            #expect(parts.first?.value.optional("Type") == "t")
            #expect(parameters.optional("Absent") == nil)
            #expect(parameters.firstUnread == nil)
            #expect(
                parameters.readPatterns == [
                    "Name", "Count", "Share", "Flag", "Ids.N", "Tags.N.Key", "Tags.N.Value", "Attributes",
                    "Parts",
                ]
            )
        }
    }

    @Test func `of another type are refused, naming the member`() {
        let parameters = Parameters(["Name": 1, "Count": "x", "Map": ["a": 1]])
        #expect(throws: ServiceError.unexpectedType(of: "Name", expected: "a string")) {
            try parameters.required("Name")
        }
        #expect(throws: ServiceError.unexpectedType(of: "Count", expected: "an integer")) {
            try parameters.integer("Count")
        }
        #expect(throws: ServiceError.self) { try parameters.map("Map") }
    }

    @Test func `of a REST call come from its path, its query string and its body`() throws {
        let parameters = Parameters(["Description": "d"])
        try parameters.add([("FunctionName", "f"), ("tagKeys", "a"), ("tagKeys", "b"), ("MaxItems", "50")])
        #expect(parameters.optional("Description") == "d")
        #expect(parameters.optional("FunctionName") == "f")
        #expect(parameters.list("tagKeys") == ["a", "b"])
        #expect(try parameters.integer("MaxItems") == 50)
        #expect(parameters.firstUnread == nil)
    }

    @Test func `that nobody read are found in a document too`() throws {
        let parameters = Parameters(["A": 1, "B": [["C": "c", "D": "d"]]])
        _ = try parameters.integer("A")
        _ = parameters.structures("B").first?.optional("C")
        #expect(parameters.firstUnread == "B.1.D")
    }
}
