internal import Glibc

/// An address that a person has configured, taken apart and checked.
struct EndpointURL: Sendable, Equatable {
    /// `http` or `https`.
    let scheme: String
    /// The host without brackets and port, in lower case.
    let host: String
    /// Host, and the port when it isn't the scheme's own; an IPv6 address in brackets.
    let authority: String
    /// The path as it is written, `/` when there is none; with the query, where one is allowed.
    let path: String

    /// Reads the URL.
    ///
    /// - Throws: `ConfigurationError` saying what is wrong and what an address looks like. It quotes neither user
    ///   information nor a query, which may be secrets.
    init(_ setting: Setting, allowingQuery: Bool = false) throws(ConfigurationError) {
        do {
            try self.init(setting.value[...], allowingQuery: allowingQuery)
        } catch {
            throw ConfigurationError(
                setting.origin,
                "\(error.reason); an address looks like https://host.example:8443/path or http://127.0.0.1:4566"
            )
        }
    }

    private init(_ text: Substring, allowingQuery: Bool) throws(Refusal) {
        guard let separator = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[separator...].hasPrefix("://")
        else {
            throw Refusal("it has no scheme")
        }
        scheme = text[..<separator].lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw Refusal("its scheme is \(quoted(scheme)), and not https or http")
        }
        let rest = text[text.utf8.index(separator, offsetBy: 3)...]
        // Anywhere: a password with a slash in it would look like the beginning of a path.
        guard !rest.utf8.contains(UInt8(ascii: "@")) else {
            throw Refusal("it has a user name or an @, which no AWS endpoint has")
        }
        let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        (host, authority) = try Self.authority(rest[..<end], scheme)
        path = try Self.path(rest[end...], allowingQuery: allowingQuery)
    }

    private static func authority(
        _ text: Substring,
        _ scheme: String
    ) throws(Refusal) -> (host: String, authority: String) {
        let isBracketed = text.utf8.first == UInt8(ascii: "[")
        let hostEnd =
            isBracketed
            ? text.utf8.firstIndex(of: UInt8(ascii: "]")).map { text.utf8.index(after: $0) } ?? text.endIndex
            : text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
        let written = text[..<hostEnd].lowercased()
        let host = isBracketed ? String(written.dropFirst().dropLast()) : written
        guard isBracketed ? isIPv6Address(host) && written.hasSuffix("]") : isHostName(host) else {
            throw Refusal("its host is \(quoted(written)), which is no host name and no address")
        }
        let port = try port(text[hostEnd...])
        guard let port, port != (scheme == "https" ? 443 : 80) else { return (host, written) }
        return (host, "\(written):\(port)")
    }

    private static func port(_ text: Substring) throws(Refusal) -> UInt16? {
        guard !text.isEmpty else { return nil }
        let digits = text.dropFirst()
        guard text.utf8.first == UInt8(ascii: ":"), digits.utf8.allSatisfy(\.isASCIIDigit),
            let port = UInt16(digits), port > 0
        else { throw Refusal("its port is \(quoted(digits)), and not a number from 1 to 65535") }
        return port
    }

    private static func path(_ text: Substring, allowingQuery: Bool) throws(Refusal) -> String {
        guard !text.utf8.contains(UInt8(ascii: "#")) else { throw Refusal("it has a fragment (#)") }
        guard allowingQuery || !text.utf8.contains(UInt8(ascii: "?")) else {
            throw Refusal("it has a query (?)")
        }
        guard text.utf8.allSatisfy(isPathByte) else {
            throw Refusal("its path has a space, a control character, or another that must be written as %XX")
        }
        return text.utf8.first == UInt8(ascii: "/") ? String(text) : "/" + text
    }

    /// What a path and query are made of (RFC 3986, 3.3 and 3.4).
    private static func isPathByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "-._~!$&'()*+,;=:%/?".utf8.contains(byte)
    }

    /// Labels of at most 63 letters, digits, `-` and, as containers' names have it, `_`; or an IPv4 address.
    private static func isHostName(_ host: String) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
                    && label.utf8.last != UInt8(ascii: "-")
                    && label.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-_".utf8.contains($0) }
            }
    }
}

/// Why a text isn't an address.
private struct Refusal: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// Whether the text is an IPv6 address, without brackets and zone.
func isIPv6Address(_ text: String) -> Bool {
    var address = in6_addr()
    return unsafe inet_pton(AF_INET6, text, &address) == 1
}
