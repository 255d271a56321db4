import Foundation
import Testing

@Suite struct `The bootstrap program` {
    /// Built by `swift test` beside the test bundle that this runs in.
    private static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "bootstrap").path()

    /// What `ldd` lists, library names only.
    private static func libraries() throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ldd")
        process.arguments = [path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").compactMap { line in
            line.split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
    }

    @Test func `is linked to no Foundation`() throws {
        let libraries = try Self.libraries()
        #expect(libraries.contains { $0.hasPrefix("libcurl.so") })
        #expect(!libraries.contains { $0.contains("Foundation") }, "\(libraries)")
    }
}
