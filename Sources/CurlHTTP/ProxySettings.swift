package import Platform

/// The proxies that the environment names, and the hosts that are reached without one.
///
/// The variables are read as curl reads them, but from the environment that is passed in.
package struct ProxySettings: Sendable, Equatable {
    private let forHTTP: Proxy?
    private let forHTTPS: Proxy?
    private let exceptions: ProxyExceptions

    /// Reads `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`; the lower-case name wins over the upper-case one.
    ///
    /// `HTTP_PROXY` in capitals is ignored: under CGI it is whatever a client put in its `Proxy` field.
    package init(environment: Environment) {
        let all = environment["all_proxy"] ?? environment["ALL_PROXY"]
        forHTTP = (environment["http_proxy"] ?? all).map(Proxy.init)
        forHTTPS = (environment["https_proxy"] ?? environment["HTTPS_PROXY"] ?? all).map(Proxy.init)
        exceptions = ProxyExceptions(environment["no_proxy"] ?? environment["NO_PROXY"] ?? "")
    }

    /// The proxy that the request goes through, or nil.
    func proxy(for request: WireRequest) -> Proxy? {
        guard let proxy = request.scheme == .https ? forHTTPS : forHTTP else { return nil }
        return exceptions.include(request.host) ? nil : proxy
    }
}

/// A proxy and what it asks for. Name and password are kept apart from the address, which shows up in libcurl's texts.
struct Proxy: Sendable, Hashable {
    /// The variable's value without user-info: `[scheme://]host[:port]`.
    let address: String
    let username: String?
    let password: String?

    /// Whether the proxy is sent `http` requests with the whole URL as target; a SOCKS proxy passes bytes on.
    var isForward: Bool { !address.lowercased().hasPrefix("socks") }

    init(_ value: String) {
        guard let at = value.lastIndex(of: "@") else {
            (address, username, password) = (value, nil, nil)
            return
        }
        let slash = value[..<at].firstIndex(of: "/").flatMap { value[$0...].hasPrefix("//") ? $0 : nil }
        let scheme = slash.map { value[...$0] + "/" } ?? ""
        address = String(scheme + value[value.index(after: at)...])
        let userInfo = value[..<at].dropFirst(scheme.count)
            .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        username = percentDecoded(userInfo[0])
        password = userInfo.count == 2 ? percentDecoded(userInfo[1]) : ""
    }
}

/// The text with every `%XX` replaced by the byte it stands for; a percent sign that begins no such triplet stays.
func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2,
            let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
            bytes.append(decoded)
            rest.removeFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
