import Testing

@testable import LocalAWS

@Suite struct `A zip archive` {
    /// Made by Python's zipfile: `bootstrap` and `lib/empty.txt` deflated, `data.txt` stored.
    private static let deflated = """
        UEsDBBQAAAAIAAAAIQDlJYbIGAAAAOYAAAAJAAAAYm9vdHN0cmFwU1bUT8rM0y/O4EpNzshXyEjNyckffkwAUEsDBBQAAAAIAAAAIQAA
        AAAAAgAAAAAAAAANAAAAbGliL2VtcHR5LnR4dAMAUEsDBBQAAAAAAAAAIQDPYiAZBQAAAAUAAAAIAAAAZGF0YS50eHRwbGFpblBLAQIU
        AxQAAAAIAAAAIQDlJYbIGAAAAOYAAAAJAAAAAAAAAAAAAADtgQAAAABib290c3RyYXBQSwECFAMUAAAACAAAACEAAAAAAAIAAAAAAAAADQ
        AAAAAAAAAAAAAApIE/AAAAbGliL2VtcHR5LnR4dFBLAQIUAxQAAAAAAAAAIQDPYiAZBQAAAAUAAAAIAAAAAAAAAAAAAACAgWwAAABkYXRh
        LnR4dFBLBQYAAAAAAwADAKgAAACXAAAAAAA=
        """

    private static var bytes: [UInt8] { Base64.bytes(of: deflated) ?? [] }

    @Test func `is read with its names, permissions and contents`() throws {
        let archive = try ZipArchive(Self.bytes)
        #expect(archive.entries.map(\.path) == [["bootstrap"], ["lib", "empty.txt"], ["data.txt"]])
        #expect(archive.entries.map(\.permissions) == [0o755, 0o644, 0o600])
        #expect(archive.entries.map(\.kind) == [.file, .file, .file])
        let contents = try archive.entries.map {
            String(decoding: try archive.contents(of: $0), as: UTF8.self)
        }
        #expect(contents == ["#!/bin/sh\n" + String(repeating: "echo hello\n", count: 20), "", "plain"])
    }

    @Test func `that was cut off or changed anywhere is refused or unpacked as it was, and never crashes`()
        throws
    {
        for length in 0..<Self.bytes.count {
            #expect(throws: ZipError.self) { try ZipArchive(Array(Self.bytes.prefix(length))) }
        }
        for index in Self.bytes.indices {
            var changed = Self.bytes
            changed[index] ^= 0xFF
            guard let archive = try? ZipArchive(changed) else { continue }
            for entry in archive.entries { _ = try? archive.contents(of: entry) }
        }
    }

    @Test(arguments: ["../up", "/absolute", "a/../../up", "a/./b", "", "back\\slash", "nul\0"])
    func `whose entry leads elsewhere is refused`(name: String) {
        #expect(throws: ZipError.escaping(name)) { try ZipArchive(TestZip.of(name, "x")) }
    }

    @Test func `that is encrypted is refused`() {
        var zip = TestZip()
        zip.add("secret", "x", flags: 1)
        #expect(throws: ZipError.unsupported("an encrypted entry")) { try ZipArchive(zip.archive) }
    }

    @Test func `can't be larger unpacked than Lambda allows`() {
        // The directory is believed only in this: nothing of that size is made.
        var bytes = TestZip.of("large", "x")
        let size = bytes.count - 22 - 46 - 5 + 24
        bytes.replaceSubrange(size..<size + 4, with: [0, 0, 0, 0x7F])
        #expect(throws: ZipError.tooLarge) { try ZipArchive(bytes) }
    }
}

@Suite struct `The folder of a function's code` {
    @Test func `is a copy that is removed with its only user`() throws {
        let zip = TestZip.of("bin/tool", "#!/bin/sh\n")
        let folders = CodeFolders()
        let one = try folders.make(zip: zip, isPython: true)
        let other = try folders.make(zip: zip, isPython: true)
        defer { other.remove() }
        #expect(one.path != other.path)
        #expect(Entrypoint.defect(of: "\(one.code)/bin/tool") == nil)
        one.remove()
        #expect(Entrypoint.defect(of: "\(one.code)/bin/tool") != nil)
        #expect(Entrypoint.defect(of: "\(other.code)/bin/tool") == nil)
    }

    @Test(arguments: ["/etc", "../../etc", "a/../../.."]) func `has no links that lead out of it`(
        target: String
    ) throws {
        var zip = TestZip()
        zip.add("folder/link", target, mode: 0o120777)
        let archive = zip.archive
        #expect(throws: ZipError.self) { try CodeFolders().make(zip: archive, isPython: false) }
    }

    @Test func `has links within it`() throws {
        var zip = TestZip()
        zip.add("lib/real", "#!/bin/sh\n")
        zip.add("bootstrap", "lib/real", mode: 0o120777)
        let folder = try CodeFolders().make(zip: zip.archive, isPython: false)
        defer { folder.remove() }
        #expect(Entrypoint.defect(of: "\(folder.code)/bootstrap") == nil)
    }
}
