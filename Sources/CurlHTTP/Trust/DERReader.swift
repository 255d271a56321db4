/// Reads values of the distinguished encoding rules (X.690) one after the other: just what it takes to find a name in a
/// certificate, and nothing that would be relied on for trust.
struct DERReader {
    /// The tags that names and what comes before them have.
    enum Tag: UInt8 {
        case integer = 0x02
        case objectIdentifier = 0x06
        case utf8String = 0x0C
        case numericString = 0x12
        case printableString = 0x13
        case ia5String = 0x16
        case visibleString = 0x1A
        case sequence = 0x30
        case set = 0x31
        /// A certificate's version, `[0]`.
        case version = 0xA0

        static let stringsWithASCII: Set<UInt8> = Set(
            [utf8String, numericString, printableString, ia5String, visibleString].map(\.rawValue)
        )
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, 0..<bytes.count)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    /// What hasn't been read yet.
    var contents: ArraySlice<UInt8> { bytes[position..<end] }

    /// The contents of the next value, which has to be there whole; nil if it isn't, or has another tag.
    mutating func read(_ tag: Tag) -> DERReader? {
        var ahead = self
        guard let (found, value) = ahead.next(), found == tag.rawValue else { return nil }
        self = ahead
        return value
    }

    /// Goes past the next value if it has that tag.
    mutating func skip(_ tag: Tag) {
        _ = read(tag)
    }

    /// The next value, which has to be there whole, and its tag.
    mutating func next() -> (tag: UInt8, value: DERReader)? {
        guard let (tag, length) = header(), length <= end - position else { return nil }
        let value = DERReader(bytes, position..<position + length)
        position += length
        return (tag, value)
    }

    /// The inside of the next value, of which the end may be missing.
    func entering(_ tag: Tag) -> DERReader? {
        var ahead = self
        guard let (found, length) = ahead.header(), found == tag.rawValue else { return nil }
        return DERReader(bytes, ahead.position..<min(ahead.position + length, end))
    }

    /// A tag of one byte and a definite length of at most four.
    private mutating func header() -> (tag: UInt8, length: Int)? {
        guard end - position >= 2 else { return nil }
        let tag = bytes[position]
        var length = Int(bytes[position + 1])
        position += 2
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...4).contains(count), end - position >= count else { return nil }
            length = bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
            position += count
        }
        return (tag, length)
    }
}
