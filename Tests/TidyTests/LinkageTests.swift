import Foundation
import Testing

@Suite struct `The bootstrap program` {
    /// Built by `swift test` beside the test bundle that this runs in.
    private static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "bootstrap").path()

    /// What `ldd` lists, library names only.
    private static func libraries() throws -> [String] {
        // popen, because Foundation's Process leaks, and the address sanitizer tells.
        guard let pipe = unsafe popen("exec ldd '\(path)'", "r") else { throw POSIXError(.ENOENT) }
        defer { unsafe pclose(pipe) }
        var output: [UInt8] = []
        while true {
            let byte = unsafe fgetc(pipe)
            if byte == EOF { break }
            output.append(UInt8(truncatingIfNeeded: byte))
        }
        let text = String(decoding: output, as: UTF8.self)
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
