/// Where a service is reached, and how requests to it are scoped when they are signed.
package struct ServiceEndpoint: Sendable, Equatable {
    /// `https`, or `http` for a local emulator.
    package let scheme: String
    /// Host, and the port when it isn't the scheme's own; an IPv6 address in brackets.
    package let authority: String
    /// The path that requests are sent to; `/` unless a custom endpoint has a prefix.
    package let path: String
    /// The region in the credential scope; a custom endpoint keeps the service's own.
    package let signingRegion: String

    /// An endpoint of these parts.
    package init(scheme: String, authority: String, path: String, signingRegion: String) {
        self.scheme = scheme
        self.authority = authority
        self.path = path
        self.signingRegion = signingRegion
    }
}
