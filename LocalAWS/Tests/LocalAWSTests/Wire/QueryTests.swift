import Testing

@testable import LocalAWS

@Suite struct `Query strings` {
    @Test func `a space comes as plus or as percent 20, and UTF-8 is percent-encoded`() throws {
        let pairs = try QueryDecoder.pairs(in: "a=x+y%20z&b=%C3%BC%2b~&c=&d".utf8)
        #expect(pairs.map(\.name) == ["a", "b", "c", "d"])
        #expect(pairs.map(\.value) == ["x y z", "ü+~", "", ""])
    }

    @Test func `empty pairs are skipped`() throws {
        #expect(try QueryDecoder.pairs(in: "&&a=1&".utf8).count == 1)
        #expect(try QueryDecoder.pairs(in: "".utf8).isEmpty)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "=b", "a=%C3"])
    func `what can't be decoded is malformed`(query: String) {
        #expect { try QueryDecoder.pairs(in: query.utf8) } throws: {
            ($0 as? ServiceError)?.code == "MalformedQueryString"
        }
    }

    @Test func `more pairs than any call has are malformed`() {
        let query = (0...QueryDecoder.maximumPairs).map { "a\($0)=1" }.joined(separator: "&")
        #expect(throws: ServiceError.self) { try QueryDecoder.pairs(in: query.utf8) }
    }
}

@Suite struct `Parameters of a query call` {
    private func parameters(
        _ pairs: KeyValuePairs<String, String>,
        style: Parameters.Style = .flat
    ) throws -> Parameters {
        try Parameters(pairs.map { (name: $0.key, value: $0.value) }, style: style)
    }

    @Test func `lists come in the order of their numbers, whatever the gaps`() throws {
        let flat = try parameters(["Id.10": "c", "Id.2": "b", "Id.1": "a"])
        #expect(flat.list("Id") == ["a", "b", "c"])
        let member = try parameters(["Id.member.2": "b", "Id.member.1": "a"], style: .member)
        #expect(member.list("Id") == ["a", "b"])
        #expect(try parameters(["Id": ""], style: .member).list("Id").isEmpty)
        #expect(try parameters(["Id": "a"]).list("Id") == ["a"])
    }

    @Test func `structures are found below their dots`() throws {
        let filters = try parameters(["Filter.1.Name": "n", "Filter.1.Value.1": "v"]).structures("Filter")
        #expect(filters.count == 1)
        #expect(filters.first?.optional("Name") == "n")
        #expect(filters.first?.list("Value") == ["v"])
        #expect(filters.first?.fullName("Name") == "Filter.1.Name")
    }

    @Test func `what nobody read is found`() throws {
        let all = try parameters(["A": "1", "B.1.C": "2", "B.1.D": "3"])
        #expect(all.optional("A") == "1")
        #expect(all.structures("B").first?.optional("C") == "2")
        #expect(all.firstUnread == "B.1.D")
        #expect(all.readPatterns == ["A", "B.N.C"])
    }

    @Test func `numbers and flags are checked`() throws {
        let all = try parameters(["N": "12", "X": "1x", "T": "TRUE", "F": "false", "Z": "yes", "E": ""])
        #expect(try all.integer("N") == 12)
        #expect(try all.boolean("T") == true)
        #expect(try all.boolean("F") == false)
        #expect(try all.integer("E") == nil)
        #expect(throws: ServiceError.self) { try all.integer("X") }
        #expect(throws: ServiceError.self) { try all.boolean("Z") }
        #expect { try all.required("E") } throws: { ($0 as? ServiceError)?.code == "MissingParameter" }
    }

    @Test(arguments: [
        [("A", "1"), ("A", "2")], [("A..B", "1")], [(String(repeating: "a.", count: 20) + "b", "1")],
    ])
    func `a name that is twice there, has an empty part or is too deep is malformed`(
        pairs: [(String, String)]
    ) {
        #expect(throws: ServiceError.self) {
            try Parameters(pairs.map { (name: $0.0, value: $0.1) }, style: .flat)
        }
    }

    @Test func `a fingerprint depends on everything but the order and what is excluded`() throws {
        let one = try parameters(["A": "1", "B": "2", "Token": "x"])
        let two = try parameters(["B": "2", "A": "1", "Token": "y"])
        let three = try parameters(["A": "12", "B": ""])
        #expect(one.fingerprint(excluding: ["Token"]) == two.fingerprint(excluding: ["Token"]))
        #expect(one.fingerprint(excluding: ["Token"]) != three.fingerprint(excluding: ["Token"]))
        #expect(one.fingerprint(excluding: []) != two.fingerprint(excluding: []))
    }
}
