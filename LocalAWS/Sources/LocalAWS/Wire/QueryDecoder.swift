/// Takes the pairs out of a query string or of a form body (`application/x-www-form-urlencoded`).
enum QueryDecoder {
    /// More pairs than any AWS call has: 1,000 resources, 50 tags, and room.
    static let maximumPairs = 10_000

    /// The pairs in the order they came. A space is `+` or `%20`; everything else is percent-encoded UTF-8.
    ///
    /// - Throws: `MalformedQueryString` for a percent sign without two hexadecimal digits, and for what isn't
    ///   UTF-8.
    static func pairs(
        in bytes: some Collection<UInt8>
    ) throws(ServiceError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < maximumPairs else {
                throw .malformedQuery("more than \(maximumPairs) parameters")
            }
            let separator = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try decoded(pair[..<separator])
            let value = separator == pair.endIndex ? "" : try decoded(pair[pair.index(after: separator)...])
            guard !name.isEmpty else { throw .malformedQuery("a parameter without a name") }
            pairs.append((name, value))
        }
        return pairs
    }

    /// A segment of a path, in which a plus sign is one.
    static func decoded(path segment: Substring) throws(ServiceError) -> String {
        try decoded(segment.replacing("+", with: "%2B").utf8)
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(ServiceError) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexadecimalValue),
                    let low = iterator.next().flatMap(hexadecimalValue)
                else { throw .malformedQuery("a percent sign without two hexadecimal digits") }
                plain.append(high << 4 | low)
            default:
                plain.append(byte)
            }
        }
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw .malformedQuery("a parameter that is not UTF-8")
        }
        return text
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
