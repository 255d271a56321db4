/// What a TLS server shows and proves: a certificate chain and its key, both as PEM files.
package struct TLSIdentity: Sendable {
    /// The newest protocol version that the server speaks.
    package enum Version: Sendable {
        case tls11, tls12, tls13
    }

    /// The file with the server's certificate and those that lead from it to the authority.
    package var chain: String
    /// The file with the key of the server's certificate.
    package var key: String
    /// The newest protocol version that the server speaks.
    package var newestVersion: Version

    /// The identity in these two files.
    package init(chain: String, key: String, newestVersion: Version = .tls13) {
        self.chain = chain
        self.key = key
        self.newestVersion = newestVersion
    }
}
