/// An `http` address on this machine: the emulator posts to no other.
struct LoopbackURL: Sendable, Hashable {
    let host: String
    let port: Int
    /// With the query string.
    let path: String
    /// Host and port as they were written.
    let authority: String

    /// Nil for every other address.
    init?(_ text: String) {
        guard text.hasPrefix("http://"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        let rest = text.dropFirst("http://".count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        authority = String(rest[..<end])
        let target = rest[end...].prefix { $0 != "#" }
        path = target.hasPrefix("/") ? String(target) : "/\(target)"
        guard let (host, port) = Self.parts(of: authority), Self.isLoopback(host) else { return nil }
        self.host = host
        self.port = port
    }

    private static func parts(of authority: String) -> (host: String, port: Int)? {
        if authority.hasPrefix("[") {
            let parts = authority.dropFirst().split(separator: "]", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return port(parts[1]).map { (String(parts[0]), $0) }
        }
        let host = authority.prefix { $0 != ":" }
        return port(authority.dropFirst(host.count)).map { (String(host), $0) }
    }

    /// What `:8080` says; 80 where nothing stands.
    private static func port(_ text: Substring) -> Int? {
        if text.isEmpty { return 80 }
        guard text.hasPrefix(":"), let port = UInt16(text.dropFirst()), port > 0 else { return nil }
        return Int(port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
