@testable import LocalAWS

/// Makes zip files for tests, of files that are stored as they are.
struct TestZip {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// - Parameter mode: as Unix has it, the kind of file included.
    mutating func add(_ name: String, _ content: String, mode: UInt32 = 0o100755, flags: UInt16 = 0) {
        let offset = bytes.count
        let (name, content) = (Array(name.utf8), Array(content.utf8))
        let common =
            Self.number(20, 2) + Self.number(UInt32(flags), 2) + Self.number(0, 6)
            + Self.number(Deflate.checksum(of: content), 4) + Self.number(UInt32(content.count), 4)
            + Self.number(UInt32(content.count), 4) + Self.number(UInt32(name.count), 2) + Self.number(0, 2)
        bytes += Self.number(0x0403_4B50, 4) + common + name + content
        directory += Self.number(0x0201_4B50, 4) + Self.number(0x0314, 2) + common + Self.number(0, 6)
        directory += Self.number(mode << 16, 4) + Self.number(UInt32(offset), 4) + name
        count += 1
    }

    /// The whole file.
    var archive: [UInt8] {
        bytes + directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(UInt32(count), 2)
            + Self.number(UInt32(count), 2) + Self.number(UInt32(directory.count), 4)
            + Self.number(UInt32(bytes.count), 4) + Self.number(0, 2)
    }

    /// A file with one entry.
    static func of(_ name: String, _ content: String) -> [UInt8] {
        var zip = TestZip()
        zip.add(name, content)
        return zip.archive
    }

    private static func number(_ number: UInt32, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> UInt32($0 * 8)) : 0 }
    }
}
