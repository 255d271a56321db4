/// A range of IP addresses in CIDR notation: `203.0.113.0/24`, `2001:db8::/32`, or a single address.
struct AddressRange: Sendable, Hashable {
    private let network: [UInt8]
    private let prefixBits: Int

    /// Nil for what isn't a range.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let network = Self.bytes(of: parts[0]) else { return nil }
        let bits = parts.count == 2 ? Int(parts[1]) : network.count * 8
        guard let bits, (0...network.count * 8).contains(bits) else { return nil }
        self.network = network
        prefixBits = bits
    }

    /// Whether an address is in it. An address of the other version isn't.
    func contains(_ address: String) -> Bool {
        guard let bytes = Self.bytes(of: address[...]), bytes.count == network.count else { return false }
        let whole = prefixBits / 8
        guard bytes[..<whole] == network[..<whole] else { return false }
        guard prefixBits % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (prefixBits % 8))
        return bytes[whole] & mask == network[whole] & mask
    }

    /// 4 or 16 bytes.
    private static func bytes(of text: Substring) -> [UInt8]? {
        text.contains(":") ? version6(text) : version4(text)
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in part.allSatisfy(\.isNumber) ? UInt8(part) : nil }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    /// `::` stands for as many zeros as are missing.
    private static func version6(_ text: Substring) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of hexadecimal digits; the last may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if part.contains(".") {
                guard part.endIndex == text.endIndex, let address = version4(part) else { return nil }
                bytes += address
            } else {
                guard (1...4).contains(part.count), let group = UInt16(part, radix: 16),
                    part.first != "+", part.first != "-"
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes
    }
}
