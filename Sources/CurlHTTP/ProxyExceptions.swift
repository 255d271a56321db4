internal import Glibc

/// `NO_PROXY`: the hosts that are reached without a proxy.
///
/// A list separated by commas or spaces, of `*` for every host, domain names, which stand for their subdomains as well
/// and may begin with a dot, addresses, and networks such as `10.0.0.0/8` or `fd00::/8`.
struct ProxyExceptions: Sendable, Equatable {
    private enum Entry: Sendable, Equatable {
        case everything
        case domain(String)
        case network([UInt8], bits: Int)
    }

    private let entries: [Entry]

    init(_ list: String) {
        entries = list.split { $0 == "," || $0 == " " || $0 == "\t" }.compactMap(Self.entry)
    }

    /// Whether the host, a name or an address with or without brackets, is on the list.
    func include(_ host: String) -> Bool {
        let host = Self.plain(host[...])
        let address = Self.address(host)
        return entries.contains { entry in
            switch entry {
            case .everything: true
            case .domain(let domain): address == nil && (host == domain || host.hasSuffix("." + domain))
            case .network(let network, let bits): address.map { Self.agree($0, network, bits: bits) } ?? false
            }
        }
    }

    private static func entry(_ text: Substring) -> Entry? {
        if text == "*" { return .everything }
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let first = parts.first else { return nil }
        let name = plain(first)
        guard let network = address(name) else {
            let domain = name.hasPrefix(".") ? String(name.dropFirst()) : name
            return domain.isEmpty ? nil : .domain(domain)
        }
        guard parts.count == 2 else { return .network(network, bits: network.count * 8) }
        return Int(parts[1]).flatMap { 0...network.count * 8 ~= $0 ? .network(network, bits: $0) : nil }
    }

    /// In lower case, without brackets and without the root's dot.
    private static func plain(_ host: Substring) -> String {
        var host = host
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.hasSuffix(".") { host = host.dropLast() }
        return host.lowercased()
    }

    private static func address(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }

    private static func agree(_ address: [UInt8], _ network: [UInt8], bits: Int) -> Bool {
        guard address.count == network.count else { return false }
        let whole = bits / 8
        guard address[..<whole] == network[..<whole] else { return false }
        return bits % 8 == 0 || (address[whole] ^ network[whole]) >> (8 - bits % 8) == 0
    }
}
