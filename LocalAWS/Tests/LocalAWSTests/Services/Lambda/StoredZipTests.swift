import Foundation
import Testing

@testable import LocalAWS

@Suite struct `A stored zip` {
    @Test func `is read by the function's own reader`() throws {
        let content = Array("#!/bin/sh\n".utf8)
        let archive = try ZipArchive(StoredZip(of: content, named: "bootstrap").bytes)
        let entry = try #require(archive.entries.first)
        #expect(archive.entries.count == 1)
        #expect(entry.path == ["bootstrap"])
        #expect(entry.permissions == 0o755)
        #expect(try archive.contents(of: entry) == content)
    }

    @Test func `is read by another program, executable bit included`() async throws {
        let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(StoredZip(of: content, named: "bootstrap").bytes).write(to: file)
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                entry = archive.infolist()[0]
                content = archive.read(entry)
                print(archive.testzip(), entry.filename, oct(entry.external_attr >> 16), entry.date_time, len(content))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(
            String(decoding: output, as: UTF8.self)
                == "None bootstrap 0o100755 (2026, 1, 1, 0, 0, 0) 100000\n"
        )
    }
}
