private import Glibc

/// A block of IP addresses in CIDR notation: `10.0.0.0/24`, `2001:db8::/32`.
struct AddressBlock: Sendable, Hashable {
    private let network: [UInt8]
    private let prefixLength: Int

    /// Nil for what is no block.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = Self.address(String(parts[0])), let length = Int(parts[1]),
            (0...address.count * 8).contains(length)
        else { return nil }
        network = address
        prefixLength = length
    }

    /// Whether an address is in it; false for what is no address.
    func contains(_ text: String) -> Bool {
        guard let address = Self.address(text), address.count == network.count else { return false }
        return address.indices.allSatisfy { index in
            let bits = min(8, max(0, prefixLength - index * 8))
            let mask = bits == 0 ? 0 : UInt8.max << UInt8(8 - bits)
            return address[index] & mask == network[index] & mask
        }
    }

    /// The 4 or 16 bytes of an address.
    private static func address(_ text: String) -> [UInt8]? {
        let family = text.contains(":") ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
        return unsafe inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
