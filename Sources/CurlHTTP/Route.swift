/// Where a connection leads: the server, and the proxy on the way. Only transfers of one route can share connections.
struct Route: Hashable {
    private let scheme: WireRequest.Scheme
    private let host: String
    private let port: String
    /// The proxy that leads there; nil for none.
    let proxy: Proxy?

    init(of request: WireRequest, _ options: TransferOptions, _ configuration: TransportConfiguration) {
        scheme = request.scheme
        host = request.host.lowercased()
        port = request.port ?? (request.scheme == .https ? "443" : "80")
        proxy = configuration.proxy(for: request, options)
    }

    /// Of little, since there are few routes, and each transfer looks for its own several times.
    func hash(into hasher: inout Hasher) {
        hasher.combine(host.utf8.count)
    }

    /// Whether several transfers may turn out to share one connection at the same time (HTTP/2, which TLS negotiates).
    func mayMultiplex(_ configuration: TransportConfiguration) -> Bool {
        configuration.httpVersion == .http2 && scheme == .https
    }
}
