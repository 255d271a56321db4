internal import CSSL

/// OpenSSL could not make a server of the identity.
struct TLSFailure: Error {
    let step: String
}

/// OpenSSL's settings for the connections of one server.
@safe
// Sendable because an SSL_CTX that isn't changed any more may be used by several threads (openssl-threads(7)).
final class TLSContext: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ identity: TLSIdentity) throws {
        guard let pointer = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw TLSFailure(step: "SSL_CTX_new")
        }
        unsafe self.pointer = pointer
        guard unsafe SSL_CTX_use_certificate_chain_file(pointer, identity.chain) == 1 else {
            throw TLSFailure(step: "the certificate chain \(identity.chain)")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(pointer, identity.key, SSL_FILETYPE_PEM) == 1 else {
            throw TLSFailure(step: "the key \(identity.key)")
        }
        try limit(to: identity.newestVersion)
    }

    deinit {
        unsafe SSL_CTX_free(pointer)
    }

    /// The server's end of a connection, once the handshake is done; nil when it failed.
    func accept(_ descriptor: Int32) -> OpaquePointer? {
        guard let session = unsafe SSL_new(pointer) else { return nil }
        guard unsafe SSL_set_fd(session, descriptor) == 1, unsafe SSL_accept(session) == 1 else {
            unsafe SSL_free(session)
            return nil
        }
        return unsafe session
    }

    private func limit(to version: TLSIdentity.Version) throws {
        let number =
            switch version {
            case .tls11: TLS1_1_VERSION
            case .tls12: TLS1_2_VERSION
            case .tls13: TLS1_3_VERSION
            }
        guard unsafe shim_ssl_ctx_set_max_proto_version(pointer, number) == 1 else {
            throw TLSFailure(step: "the newest version")
        }
        if version == .tls11 {
            // The digests of TLS 1.1 are below OpenSSL's usual level of security.
            unsafe SSL_CTX_set_cipher_list(pointer, "ALL:@SECLEVEL=0")
        }
    }
}
