import Foundation
import Platform
import Testing

/// The files of Fixtures/ec2-responses.
enum Fixture {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/ec2-responses")

    static func bytes(_ name: String) throws -> [UInt8] {
        // Foundation's `Data(contentsOf:)` leaks when the file is empty, as two of them are.
        try readFile(folder.appending(path: name).path, limit: 1_048_576)
    }

    static func json(_ name: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "\(name).json")))
    }

    /// The names of the cases, each with the files of its answer in order.
    static let cases: [Case] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var pages: [String: [String]] = [:]
        for file in files.sorted() where file.hasSuffix(".xml") {
            let name = file.dropLast(".xml".count)
            let parts = name.split(separator: ".")
            let isPage = parts.count == 3 && Int(parts[2]) != nil
            pages[isPage ? parts[0] + "." + parts[1] : String(name), default: []].append(String(name))
        }
        return pages.map(Case.init).sorted { $0.name < $1.name }
    }()

    static let answers = cases.filter { $0.kind != "Error" && $0.kind != "Unreadable" }
    static let errors = cases.filter { $0.kind == "Error" }
    static let unreadable = cases.filter { $0.kind == "Unreadable" }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let pages: [String]

        var kind: Substring { name.prefix { $0 != "." } }
        var testDescription: String { name }
    }

    @Test static func `Every fixture has what is expected of it beside it`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let expected = Set(cases.map { "\($0.name).json" })
        #expect(Set(files.filter { $0.hasSuffix(".json") }) == expected)
        #expect(answers.count > 25)
        #expect(errors.count > 20)
        #expect(unreadable.count > 15)
    }
}
