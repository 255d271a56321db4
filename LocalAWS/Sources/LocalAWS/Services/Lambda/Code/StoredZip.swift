/// A zip of one file, not compressed: what a function is uploaded as.
package struct StoredZip {
    /// The whole file.
    package private(set) var bytes: [UInt8] = []

    /// - Parameter name: the file's name in the zip; it can be executed.
    package init(of content: [UInt8], named name: String) {
        let name = Array(name.utf8)
        let checksum = Deflate.checksum(of: content)
        append(0x0403_4B50, bytes: 4)
        appendCommon(checksum, content.count, name.count)
        bytes += name
        bytes += content

        let directory = bytes.count
        append(0x0201_4B50, bytes: 4)
        // Made by Unix, whose permissions are in the external attributes.
        append(0x0314, bytes: 2)
        appendCommon(checksum, content.count, name.count)
        append(0, bytes: 6)
        // A regular file that everybody may execute.
        append(0o100755 << 16, bytes: 4)
        append(0, bytes: 4)
        bytes += name

        let end = bytes.count
        append(0x0605_4B50, bytes: 4)
        append(0, bytes: 4)
        append(1, bytes: 2)
        append(1, bytes: 2)
        append(end - directory, bytes: 4)
        append(directory, bytes: 4)
        append(0, bytes: 2)
    }

    /// What the file's own head and its entry in the directory have in common.
    private mutating func appendCommon(_ checksum: UInt32, _ size: Int, _ nameLength: Int) {
        append(20, bytes: 2)
        // Names are UTF-8; the content is stored as it is.
        append(0x0800, bytes: 2)
        append(0, bytes: 2)
        // Midnight of 1 January 2026.
        append(0, bytes: 2)
        append(0x5C21, bytes: 2)
        append(Int(checksum), bytes: 4)
        append(size, bytes: 4)
        append(size, bytes: 4)
        append(nameLength, bytes: 2)
        append(0, bytes: 2)
    }

    /// Little-endian.
    private mutating func append(_ number: Int, bytes count: Int) {
        for position in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (position * 8))) }
    }
}
