/// The authority as `Host` carries it: in lower case, without user information and the scheme's default port.
/// Nil if no host is left.
func canonicalHost(ofAuthority authority: String, scheme: String?) -> String? {
    var host = authority.lowercased()[...]
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    let defaultPort: String? =
        switch scheme?.lowercased() {
        case "https": ":443"
        case "http": ":80"
        default: nil
        }
    if let defaultPort, host.hasSuffix(defaultPort) { host = host.dropLast(defaultPort.count) }
    return host.isEmpty ? nil : String(host)
}
