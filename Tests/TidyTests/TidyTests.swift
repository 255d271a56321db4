import Foundation
import Testing

@Suite struct `The sources` {
    @Test func `are found`() {
        #expect(SourceTree.sources.count > 50)
        #expect(SourceTree.tests.count > 20)
    }

    @Test(arguments: [
        (#"\btry!"#, "a failure that can't be handled"),
        (#"\bas!"#, "a cast that traps"),
        (#"\bfatalError\("#, "a trap instead of an error"),
        (#"\b(TODO|FIXME|XXX)\b"#, "a leftover"),
        (#"\bunsafeFlags\b"#, "a flag that keeps the package from being depended on"),
    ])
    func `have nothing of the kind that fails later`(pattern: String, what: String) throws {
        let expression = try Regex(pattern)
        for file in SourceTree.sources {
            for (number, line) in file.lines.enumerated() where line.contains(expression) {
                Issue.record("\(file.path):\(number + 1) has \(what): \(line)")
            }
        }
    }

    @Test func `say why, on the line above, wherever they vouch for something the compiler can't check`() {
        let vouching = ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"]
        for file in SourceTree.sources + SourceTree.tests {
            for (number, line) in file.lines.enumerated()
            where vouching.contains(where: line.contains) && !line.contains("\"") {
                let above = file.lines[..<number].map { $0.trimmingCharacters(in: .whitespaces) }
                    .last { !$0.hasPrefix("@") }
                #expect(
                    above?.hasPrefix("//") == true,
                    "\(file.path):\(number + 1) gives no reason: \(line)"
                )
            }
        }
    }

    @Test func `print only where a program talks to a person`() {
        let programs = ["LocalAWS/Sources/local-aws/", "Sources/bootstrap/"]
        for file in SourceTree.sources where !programs.contains(where: file.path.hasPrefix) {
            for (number, line) in file.lines.enumerated()
            where line.trimmingCharacters(in: .whitespaces).hasPrefix("print(") {
                Issue.record("\(file.path):\(number + 1) prints: \(line)")
            }
        }
    }

    @Test func `of the function need no Foundation`() {
        for file in SourceTree.sources where file.path.hasPrefix("Sources/") {
            for (number, line) in file.lines.enumerated()
            where line.contains("import") && line.contains("Foundation") && !line.contains("//") {
                Issue.record("\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test func `of the emulator need the smaller half of Foundation at most`() {
        for file in SourceTree.sources where file.path.hasPrefix("LocalAWS/") {
            for (number, line) in file.lines.enumerated() where line.hasSuffix("import Foundation") {
                Issue.record("\(file.path):\(number + 1) links ICU, which costs milliseconds at the start")
            }
        }
    }

    @Test func `of the function set no cookies, whose handling is cut out of the packed program`() {
        for file in SourceTree.sources where file.path.hasPrefix("Sources/") {
            for (number, line) in file.lines.enumerated() where line.lowercased().contains("cookie") {
                Issue.record("\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test func `are files of one idea, none longer than 400 lines`() {
        for file in SourceTree.sources + SourceTree.tests where file.lines.count > 400 {
            Issue.record("\(file.path) has \(file.lines.count) lines")
        }
    }
}

@Suite struct `The fixtures` {
    @Test func `are all used by a test, or described`() throws {
        let fixtures = SourceTree.root.appending(path: "Fixtures")
        for folder in try FileManager.default.contentsOfDirectory(atPath: fixtures.path()) {
            let readers = SourceTree.tests.filter { file in
                file.lines.contains { $0.contains(folder) }
            }
            #expect(!readers.isEmpty, "no test reads Fixtures/\(folder)")
        }
    }
}
