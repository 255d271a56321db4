/// The authority as `Host` carries it: in lower case, without user information and the scheme's default port.
/// Nil if no host is left.
func canonicalHost(ofAuthority authority: String, scheme: String?) -> String? {
    var host = Array(authority.utf8)[...]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    let defaultPort =
        switch scheme {
        case "https": ":443"
        case "http": ":80"
        default: ""
        }
    if host.suffix(defaultPort.utf8.count).elementsEqual(defaultPort.utf8) {
        host = host.dropLast(defaultPort.utf8.count)
    }
    for index in host.indices where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(host[index]) {
        host[index] |= 0x20
    }
    return host.isEmpty ? nil : String(decoding: host, as: UTF8.self)
}
