/// Which `Host` a request to a local server may have. A page on the web can make a browser send requests here
/// under a name of its own that resolves to this machine (DNS rebinding); it can't under an address.
struct LocalHost: Sendable {
    /// The name the server listens on, if it is a name.
    let configured: String

    func allows(_ authority: String?) -> Bool {
        guard let authority else { return false }
        let host = Self.host(of: authority).lowercased()
        return host == "localhost" || host.hasSuffix(".localhost") || host == configured.lowercased()
            || Self.isAddress(host)
    }

    /// The authority without its port.
    private static func host(of authority: String) -> Substring {
        if authority.hasPrefix("[") {
            return authority.dropFirst().prefix { $0 != "]" }
        }
        return authority.prefix { $0 != ":" }
    }

    /// Whether it is an IPv4 or IPv6 address: four numbers, or digits and colons.
    private static func isAddress(_ host: String) -> Bool {
        if host.contains(":") { return host.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
