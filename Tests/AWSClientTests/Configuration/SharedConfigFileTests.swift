import Foundation
import Platform
import Testing

@testable import AWSClient

@Suite struct `A shared config file` {
    static let names = try? FileManager.default
        .contentsOfDirectory(atPath: configFixtures.appending(path: "files").path)
        .filter { $0.hasSuffix(".ini") }.sorted()

    @Test(arguments: try #require(names))
    func `is read as botocore reads it`(name: String) throws {
        let path = configFixtures.appending(path: "files/\(name)")
        let file = try SharedConfigFile(parsing: readFile(path.path, limit: 65_536), path: name)
        let answer = try Data(contentsOf: path.deletingPathExtension().appendingPathExtension("json"))
        let expected = try #require(JSONSerialization.jsonObject(with: answer) as? [String: [String: Any]])
        #expect(file.sections.keys.sorted() == expected.keys.sorted())
        for (header, settings) in expected {
            let section = try #require(file.sections[header])
            #expect(section.names == settings.keys.sorted())
            for (name, value) in settings {
                switch value {
                case let nested as [String: String]: #expect(section.nested(name) == nested)
                case let text as String: #expect((section[name] ?? "") == text)
                default: Issue.record("\(name) is neither text nor nested")
                }
            }
        }
    }

    @Test(arguments: [
        ("region = us-east-1 # home", "us-east-1"),
        ("region = us-east-1\t; home", "us-east-1"),
        ("region = us-east-1#1", "us-east-1#1"),
        ("region = a;b #c #d", "a;b"),
        ("region = # nothing", nil),
        ("region =", nil),
    ])
    func `has comments on a setting's line after white space only`(line: String, value: String?) throws {
        #expect(try parse("[default]\n\(line)\n").sections["default"]?["region"] == value)
    }

    @Test func `may have comments behind a section's name and within nested settings`() throws {
        let file = try parse("[services x] # local\nec2 =   ; nested\n  endpoint_url = http://h # there\n")
        #expect(file.sections["services x"]?.nested("ec2") == ["endpoint_url": "http://h"])
    }

    @Test func `merges a section that is written twice, the later setting winning`() throws {
        let file = try parse("[a]\nx = 1\ny = 2\n[b]\n[a]\ny = 3\nz = 4\nz = 5\n")
        let section = try #require(file.sections["a"])
        #expect(section["x"] == "1" && section["y"] == "3" && section["z"] == "5")
        #expect(file.sections["b"]?.names == [])
    }

    @Test func `may begin with a byte order mark`() throws {
        #expect(try parse("\u{FEFF}[default]\nregion = x").sections["default"]?["region"] == "x")
    }

    @Test func `has a group of nested settings replaced by a value, and the other way round`() throws {
        let section = try parse("[a]\nx =\n  y = 1\nx = 2\nz = 3\nz =\n  y = 4\n").sections["a"]
        #expect(section?["x"] == "2")
        #expect(section?.nested("z") == ["y": "4"])
    }

    @Test(arguments: [
        ("[default]\nregion", "file, line 2: it is neither a [section], nor a comment, nor 'name = value'."),
        ("region = x", "file, line 1: a setting stands before the first [section]."),
        ("\r\n\r\n[default", "file, line 3: the section's closing ] is missing."),
        ("[default] x", "file, line 1: there is something after the section's closing ]."),
        ("[ ]", "file, line 1: the section has no name."),
        ("[a]\n= x", "file, line 2: there is no name before the '='."),
        ("[a]\nb =\n  c\n", "file, line 3: a nested setting isn't of the form 'name = value'."),
        ("[a]\nb =\n  = c\n", "file, line 3: there is no name before the '='."),
        ("[a]\nb = \0", "file, line 2: it isn't text in UTF-8."),
    ])
    func `that breaks the format is refused with file and line`(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try parse(text) }
        #expect(error?.description == message)
    }

    @Test func `that isn't UTF-8 is refused`() {
        let error = #expect(throws: ConfigurationError.self) {
            try SharedConfigFile(parsing: Array("[a]\nb = ".utf8) + [0xFF], path: "file")
        }
        #expect(error?.description == "file, line 2: it isn't text in UTF-8.")
    }

    @Test func `is never printed with a value`() throws {
        let file = try parse("[a]\naws_secret_access_key = SECRET\nb =\n  c = SECRET\n")
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!"\(file)\(String(reflecting: file))\(dumped)".contains("SECRET"))
        #expect(dumped.contains("aws_secret_access_key"))
    }

    @Test func `survives any bytes`() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("[]=: \t\n\r#;ab\"'\\".utf8) + [0xC3, 0xA9, 0xEF, 0xBB, 0xBF, 0]
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = try? SharedConfigFile(parsing: bytes, path: "file")
        }
    }

    private func parse(_ text: String) throws -> SharedConfigFile {
        try SharedConfigFile(parsing: Array(text.utf8), path: "file")
    }
}
