package import Platform

/// What holds for every transfer of a transport: whom to trust, which proxies there are, how many connections to keep.
package struct TransportConfiguration: Sendable {
    /// Reads `AWS_CA_BUNDLE`, `SSL_CERT_FILE` and the proxy variables from this environment.
    package init(environment: Environment = [:]) {}
}
