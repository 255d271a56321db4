/// A gzip file of one member (RFC 1952), which is how clients send long bodies of calls that may be compressed.
enum Gzip {
    private static let leastLength = 18
    private static let deflate: UInt8 = 8

    /// What an optional part of the header is there for.
    private enum Flag: UInt8 {
        case headerChecksum = 2
        case extra = 4
        case name = 8
        case comment = 16
    }

    /// The bytes that a file stands for; nil for what is none, or stands for more than the limit.
    static func inflated(_ bytes: [UInt8], atMost limit: Int) -> [UInt8]? {
        guard bytes.count >= leastLength, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == deflate,
            let start = contentStart(bytes), start <= bytes.count - 8
        else { return nil }
        let size = number(bytes.suffix(4))
        guard size <= limit,
            let plain = try? Deflate.inflated(bytes[start..<bytes.count - 8], size: Int(size)),
            Deflate.checksum(of: plain) == number(bytes.dropLast(4).suffix(4))
        else { return nil }
        return plain
    }

    /// Where the header ends.
    private static func contentStart(_ bytes: [UInt8]) -> Int? {
        let flags = bytes[3]
        var position = 10
        if flags & Flag.extra.rawValue != 0 {
            position += 2 + Int(bytes[10]) + Int(bytes[11]) << 8
        }
        for flag in [Flag.name, .comment] where flags & flag.rawValue != 0 {
            guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else { return nil }
            position = end + 1
        }
        if flags & Flag.headerChecksum.rawValue != 0 { position += 2 }
        return position
    }

    /// A number of four bytes, the lowest first.
    private static func number(_ bytes: some BidirectionalCollection<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
