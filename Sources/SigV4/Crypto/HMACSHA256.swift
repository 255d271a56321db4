internal import CCrypto

/// HMAC with SHA-256 under one key, which lives in a libcrypto context that this value owns.
@safe struct HMACSHA256: ~Copyable {
    private let context: OpaquePointer

    init(key: [UInt8]) {
        guard let context = unsafe EVP_MAC_CTX_dup(MACTemplate.hmacSHA256.context),
            unsafe EVP_MAC_init(context, key, key.count, nil) == 1
        else { preconditionFailure("libcrypto failed to take an HMAC key.") }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    /// The message's 32-byte authentication code.
    func authenticationCode(for message: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: SHA256Digest.length) { output, count in
            // A duplicate has the key's first block hashed already, and leaves this context as it is.
            let copy = unsafe EVP_MAC_CTX_dup(context)
            defer { unsafe EVP_MAC_CTX_free(copy) }
            let updated = unsafe EVP_MAC_update(copy, message, message.count)
            let finished = unsafe EVP_MAC_final(copy, output.baseAddress, &count, SHA256Digest.length)
            precondition(
                updated == 1 && finished == 1 && count == SHA256Digest.length,
                "libcrypto failed to compute an HMAC."
            )
        }
    }
}

// The context is not changed after `init`: every use works on a duplicate, and taking one only reads.
extension HMACSHA256: @unchecked Sendable {}

/// A context that knows its algorithm but no key yet, because looking up HMAC and SHA-256 by name costs more than
/// the computation.
@safe private struct MACTemplate: ~Copyable {
    let context: OpaquePointer

    private init(mac: String, digest: String) {
        // The context holds a reference of its own to the algorithm.
        let algorithm = unsafe EVP_MAC_fetch(nil, mac, nil)
        defer { unsafe EVP_MAC_free(algorithm) }
        guard let context = unsafe EVP_MAC_CTX_new(algorithm), unsafe setDigest(digest, of: context) else {
            preconditionFailure("libcrypto doesn't offer \(mac) with \(digest).")
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    static let hmacSHA256 = MACTemplate(mac: "HMAC", digest: "SHA2-256")
}

// The context is only ever duplicated, which reads it.
extension MACTemplate: @unchecked Sendable {}

private func setDigest(_ name: String, of context: OpaquePointer) -> Bool {
    var name = Array(name.utf8CString)
    return unsafe name.withUnsafeMutableBufferPointer { name in
        unsafe OSSL_MAC_PARAM_DIGEST.withCString { key in
            let parameters = unsafe [
                OSSL_PARAM_construct_utf8_string(key, name.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_MAC_CTX_set_params(context, parameters) == 1
        }
    }
}
