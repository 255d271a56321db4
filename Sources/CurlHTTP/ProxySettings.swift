package import Platform

/// The proxies that the environment names, and the hosts that are reached without.
package struct ProxySettings: Sendable, Equatable {
    /// For `https` URLs: `HTTPS_PROXY`, `https_proxy`, `ALL_PROXY` or `all_proxy`.
    package var forHTTPS: String?
    /// For `http` URLs: `http_proxy` in lower case only, since a CGI server sets `HTTP_PROXY` from a request's `Proxy`
    /// field; or else `ALL_PROXY` or `all_proxy`.
    package var forHTTP: String?
    /// Hosts without proxy: `NO_PROXY` or `no_proxy`.
    package var exceptions: [String]

    /// Reads the variables; a lower-case name wins over an upper-case one, as with curl.
    package init(environment: Environment) {
        let all = environment["all_proxy"] ?? environment["ALL_PROXY"]
        forHTTPS = environment["https_proxy"] ?? environment["HTTPS_PROXY"] ?? all
        forHTTP = environment["http_proxy"] ?? all
        exceptions = []
    }

    func proxy(for request: WireRequest) -> String? {
        switch request.scheme {
        case .http: forHTTP
        case .https: forHTTPS
        }
    }
}
