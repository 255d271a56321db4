internal import CCurl

/// The trusted certificates of a transport, read when the first connection over TLS is made. Used on one thread.
final class LazyTrust {
    private let authorities: CertificateAuthorities
    private var store: TrustStore?

    init(_ authorities: CertificateAuthorities) {
        self.authorities = authorities
    }

    /// Has the connections of that `SSL_CTX` trust the certificates of the configured file and no others. The context
    /// must not outlive this.
    @unsafe
    func install(in context: UnsafeMutableRawPointer) throws(TrustFailure) {
        let store = try readStore()
        self.store = store
        unsafe store.install(in: context)
    }

    private func readStore() throws(TrustFailure) -> TrustStore {
        if let store { return store }
        guard case .file(let path) = authorities else {
            throw TrustFailure(reason: "no file of certificates is set")
        }
        return try TrustStore(file: path)
    }

    /// Whether libcurl does TLS through OpenSSL 3, which this module is linked to as well.
    static let isPossible: Bool = {
        guard let version = unsafe curl_version_info(CURLVERSION_FIRST)?.pointee.ssl_version else {
            return false
        }
        return unsafe String(cString: version).hasPrefix("OpenSSL/3.")
    }()
}
