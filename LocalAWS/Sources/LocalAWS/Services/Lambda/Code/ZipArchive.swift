/// A zip file (PKWARE's APPNOTE 6.3), as far as deployment packages need it: stored and deflated entries, no encryption,
/// no parts, no Zip64, which no package within Lambda's limits has.
///
/// The names of entries are checked here: none leads out of the folder that the archive is unpacked in.
struct ZipArchive: Sendable {
    /// A file, a folder or a symbolic link of the archive.
    struct Entry: Sendable {
        /// The parts of its name, none of them empty, `.` or `..`.
        let path: [String]
        let kind: Kind
        /// The permission bits; nil when the archive was made where there are none.
        let permissions: UInt16?
        let compression: Compression
        let checksum: UInt32
        /// In bytes, unpacked.
        let size: Int
        /// Where its bytes are in the archive.
        fileprivate let data: Range<Int>
    }

    enum Kind: Sendable, Hashable { case file, folder, link }

    enum Compression: UInt16, Sendable { case stored = 0, deflated = 8 }

    /// The most that an archive may have unpacked, in bytes.
    static let unpackedLimit = 262_144_000
    private static let entryLimit = 65_535

    let entries: [Entry]
    private let bytes: [UInt8]

    /// Reads the directory of an archive.
    init(_ bytes: [UInt8]) throws(ZipError) {
        self.bytes = bytes
        var reader = ZipDirectoryReader(bytes)
        entries = try reader.entries()
        guard entries.count <= Self.entryLimit else { throw .unsupported("more than 65535 entries") }
        guard entries.reduce(0, { $0 + $1.size }) < Self.unpackedLimit else { throw .tooLarge }
    }

    /// The unpacked bytes of an entry, whose length and checksum are right.
    func contents(of entry: Entry) throws(ZipError) -> [UInt8] {
        let packed = bytes[entry.data]
        let plain: [UInt8] =
            switch entry.compression {
            case .stored: Array(packed)
            case .deflated: try Deflate.inflated(packed, size: entry.size)
            }
        guard plain.count == entry.size, Deflate.checksum(of: plain) == entry.checksum else {
            throw .damaged("\(entry.path.joined(separator: "/")) differs from its checksum")
        }
        return plain
    }
}

/// Why bytes are no archive that can be unpacked.
enum ZipError: Error, Equatable {
    /// They are no zip file, or one that was cut off or changed.
    case damaged(String)
    /// It has something that packages don't need.
    case unsupported(String)
    /// An entry would be written outside of the archive's folder.
    case escaping(String)
    case tooLarge
}

/// Finds the entries of an archive, by the directory at its end.
private struct ZipDirectoryReader {
    private static let endSignature: UInt32 = 0x0605_4B50
    private static let entrySignature: UInt32 = 0x0201_4B50
    private static let localSignature: UInt32 = 0x0403_4B50
    private static let endLength = 22
    private static let localLength = 30
    /// Made where files have Unix's modes.
    private static let unix: UInt16 = 3

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func entries() throws(ZipError) -> [ZipArchive.Entry] {
        position = try endOfDirectory() + 10
        let count = try number16()
        position += 4
        position = Int(try number32())
        var entries: [ZipArchive.Entry] = []
        for _ in 0..<count { entries.append(try entry()) }
        return entries
    }

    /// The last record, which a comment may follow.
    private func endOfDirectory() throws(ZipError) -> Int {
        var candidate = bytes.count - Self.endLength
        let first = max(0, candidate - 65_535)
        while candidate >= first {
            if (try? number32(at: candidate)) == Self.endSignature { return candidate }
            candidate -= 1
        }
        throw .damaged("there is no directory of entries")
    }

    private mutating func entry() throws(ZipError) -> ZipArchive.Entry {
        guard try number32() == Self.entrySignature else { throw .damaged("an entry has no head") }
        let maker = try number16() >> 8
        position += 2
        let flags = try number16()
        guard flags & 1 == 0 else { throw .unsupported("an encrypted entry") }
        guard let compression = ZipArchive.Compression(rawValue: try number16()) else {
            throw .unsupported("an entry that is compressed otherwise than by deflate")
        }
        position += 4
        let checksum = try number32()
        let packedSize = Int(try number32())
        let size = Int(try number32())
        let nameLength = Int(try number16())
        let rest = Int(try number16()) + Int(try number16())
        position += 4
        let attributes = try number32()
        let local = Int(try number32())
        let name = try text(nameLength)
        position += rest
        return ZipArchive.Entry(
            path: try path(of: name),
            kind: kind(of: name, mode: maker == Self.unix ? attributes >> 16 : 0),
            permissions: maker == Self.unix ? UInt16(attributes >> 16 & 0o777) : nil,
            compression: compression,
            checksum: checksum,
            size: size,
            data: try data(of: local, size: packedSize)
        )
    }

    private func kind(of name: String, mode: UInt32) -> ZipArchive.Kind {
        if name.hasSuffix("/") { return .folder }
        return mode & 0o170_000 == 0o120_000 ? .link : .file
    }

    private func path(of name: String) throws(ZipError) -> [String] {
        let parts = name.split(separator: "/").map(String.init)
        let isSafe =
            !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0") && !parts.isEmpty
            && parts.allSatisfy { $0 != ".." && $0 != "." && $0.utf8.count <= 255 }
        guard isSafe else { throw .escaping(name) }
        return parts
    }

    /// The bytes of an entry follow its local head, whose name and extra field can be longer than the directory's.
    private func data(of local: Int, size: Int) throws(ZipError) -> Range<Int> {
        guard try number32(at: local) == Self.localSignature else { throw .damaged("an entry has no head") }
        let start =
            local + Self.localLength + Int(try number16(at: local + 26)) + Int(try number16(at: local + 28))
        guard start + size <= bytes.count else { throw .damaged("an entry is cut off") }
        return start..<start + size
    }

    private mutating func text(_ length: Int) throws(ZipError) -> String {
        guard position + length <= bytes.count,
            let text = String(validating: bytes[position..<position + length], as: UTF8.self)
        else { throw .damaged("an entry's name is not UTF-8") }
        position += length
        return text
    }

    private mutating func number16() throws(ZipError) -> UInt16 {
        defer { position += 2 }
        return try number16(at: position)
    }

    private mutating func number32() throws(ZipError) -> UInt32 {
        defer { position += 4 }
        return try number32(at: position)
    }

    private func number16(at offset: Int) throws(ZipError) -> UInt16 {
        guard offset >= 0, offset + 2 <= bytes.count else { throw .damaged("it is cut off") }
        return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }

    private func number32(at offset: Int) throws(ZipError) -> UInt32 {
        UInt32(try number16(at: offset)) | UInt32(try number16(at: offset + 2)) << 16
    }
}
