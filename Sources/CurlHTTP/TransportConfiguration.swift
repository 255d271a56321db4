package import Platform

/// What holds for every transfer of a transport: whom to trust, which proxies there are, how many connections to keep.
package struct TransportConfiguration: Sendable {
    /// The newest version of HTTP to speak.
    package enum HTTPVersion: Sendable {
        /// HTTP/1.1 everywhere: a connection for each request in flight.
        case http1
        /// HTTP/2 where TLS negotiates it and libcurl was built with it, HTTP/1.1 elsewhere.
        case http2
    }

    /// Whom to trust, as the environment names it or the distribution lays it out.
    package var authorities: CertificateAuthorities
    /// Which proxies the environment names.
    package var proxies: ProxySettings
    /// The newest version of HTTP to speak.
    package var httpVersion = HTTPVersion.http1
    /// How many connections may be in use at once, and how many may be kept; further transfers wait for one.
    package var connectionLimit = 256
    /// How many connections to one host may be in use at once; further transfers wait for one, even where HTTP/2 would
    /// let them share.
    package var connectionLimitPerHost = 64
    /// How long a connection may have been idle, by the wall clock and by the monotonic one, and still be used again.
    package var maximumIdleTime = Duration.seconds(20)
    /// The wall clock by which idleness is measured.
    package var time = TimeSource.system

    /// Reads `AWS_CA_BUNDLE`, `SSL_CERT_FILE` and the proxy variables from this environment.
    package init(environment: Environment = [:]) {
        authorities = CertificateAuthorities(environment: environment, fileExists: isReadable)
        proxies = ProxySettings(environment: environment)
    }

    /// The proxy that a request goes through with those options, or nil.
    func proxy(for request: WireRequest, _ options: TransferOptions) -> Proxy? {
        options.proxy == .none ? nil : proxies.proxy(for: request)
    }
}
