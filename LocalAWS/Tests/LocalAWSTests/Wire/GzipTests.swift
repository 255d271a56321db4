import Testing

@testable import LocalAWS

@Suite struct `Gzip files` {
    /// Made with Python's gzip module: `gzip.compress(b"snap-and-tag" * 20, mtime=0)`.
    private static let file = Base64.bytes(of: "H4sIAAAAAAACAyvOSyzQTcxL0S1JTC8eAWwAtgN5ifAAAAA=") ?? []
    private static let text = String(repeating: "snap-and-tag", count: 20)

    @Test func `a file is inflated, up to a limit`() {
        #expect(Gzip.inflated(Self.file, atMost: 240) == Array(Self.text.utf8))
        #expect(Gzip.inflated(Self.file, atMost: 239) == nil)
    }

    @Test func `optional parts of the header are passed over`() {
        var named = Self.file
        named[3] = 4 | 8 | 16 | 2
        named.insert(contentsOf: [2, 0, 1, 2] + Array("a".utf8) + [0] + Array("b".utf8) + [0, 9, 9], at: 10)
        #expect(Gzip.inflated(named, atMost: 240) == Array(Self.text.utf8))
    }

    @Test func `what is damaged is none`() {
        #expect(Gzip.inflated([], atMost: 240) == nil)
        for position in Self.file.indices where ![3, 4, 5, 6, 7, 8, 9].contains(position) {
            var damaged = Self.file
            damaged[position] ^= 0x55
            #expect(Gzip.inflated(damaged, atMost: 240) == nil, "byte \(position)")
        }
        for length in Self.file.indices {
            #expect(Gzip.inflated(Array(Self.file.prefix(length)), atMost: 240) == nil)
        }
        for flags in UInt8.min...UInt8.max {
            var changed = Self.file
            changed[3] = flags
            _ = Gzip.inflated(changed, atMost: 240)
        }
    }
}
