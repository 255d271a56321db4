internal import CSSL
internal import Platform

/// The one owner of an OpenSSL store of trusted certificates that takes them from a bundle when they are asked for.
///
/// OpenSSL asks for all certificates of a subject: the issuer of what a server has shown. It gets every one that the
/// bundle has, and chooses between them as it would if it had read the whole file. Used on one thread.
@safe
final class TrustStore {
    private let bundle: CertificateBundle
    /// Which of the bundle's certificates have been decoded.
    private var isLoaded: [Bool]
    /// An `X509_STORE`.
    private let store: OpaquePointer
    /// The `X509_LOOKUP_METHOD` that leads from the store to the bundle.
    private let method: OpaquePointer

    /// A store of the certificates in that file.
    init(file: String) throws(TrustFailure) {
        do throws(FileError) {
            bundle = CertificateBundle(try readFile(file, limit: Self.fileLimit))
        } catch {
            throw TrustFailure(reason: "no certificate authorities: \(error)")
        }
        guard bundle.count > 0 else { throw TrustFailure(reason: "there is no certificate in \(file)") }
        isLoaded = Array(repeating: false, count: bundle.count)
        guard let store = unsafe X509_STORE_new() else { throw .outOfMemory }
        guard let method = unsafe X509_LOOKUP_meth_new("bundle") else {
            unsafe X509_STORE_free(store)
            throw .outOfMemory
        }
        unsafe self.store = unsafe store
        unsafe self.method = unsafe method
        try connect()
    }

    deinit {
        unsafe X509_STORE_free(store)
        unsafe X509_LOOKUP_meth_free(method)
    }

    /// Has the connections of an `SSL_CTX` trust this store and nothing else. The context must not outlive the store.
    @unsafe
    func install(in context: UnsafeMutableRawPointer) {
        unsafe SSL_CTX_set1_cert_store(OpaquePointer(context), store)
    }

    private func connect() throws(TrustFailure) {
        let found = unsafe X509_LOOKUP_meth_set_get_by_subject(method) { lookup, type, name, result in
            guard let lookup = unsafe lookup, let name = unsafe name, let result = unsafe result,
                type == X509_LU_X509,
                let context = unsafe X509_LOOKUP_get_method_data(lookup)
            else { return 0 }
            let store = unsafe Unmanaged<TrustStore>.fromOpaque(context).takeUnretainedValue()
            return unsafe store.find(name, result) ? 1 : 0
        }
        guard found == 1, let lookup = unsafe X509_STORE_add_lookup(store, method) else { throw .outOfMemory }
        unsafe X509_LOOKUP_set_method_data(lookup, Unmanaged.passUnretained(self).toOpaque())
        // What libcurl asks of the stores that it makes: any certificate of the bundle is an end of the chain.
        unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN))
    }

    /// More than any bundle has.
    private static let fileLimit = 16 * 1_024 * 1_024
}

// MARK: - What OpenSSL asks

extension TrustStore {
    /// Puts every certificate of that subject into the store, and one of them into the result.
    private func find(_ name: OpaquePointer, _ result: OpaquePointer) -> Bool {
        // What is wrong with a certificate that nobody can read is not to be taken for the handshake's failure.
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        for number in bundle.candidates(for: unsafe key(of: name)) where !isLoaded[number] {
            isLoaded[number] = true
            load(bundle.certificate(number))
        }
        return unsafe takeLoaded(name, result)
    }

    private func key(of name: OpaquePointer) -> NameKey {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        guard unsafe X509_NAME_get0_der(name, &bytes, &count) == 1, let bytes = unsafe bytes else {
            return .any
        }
        return NameKey(name: unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    }

    private func load(_ text: ArraySlice<UInt8>) {
        unsafe text.withUnsafeBytes { text in
            guard let source = unsafe BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else { return }
            defer { unsafe BIO_free(source) }
            guard let certificate = unsafe PEM_read_bio_X509_AUX(source, nil, nil, nil) else { return }
            unsafe X509_STORE_add_cert(store, certificate)
            unsafe X509_free(certificate)
        }
    }

    private func takeLoaded(_ name: OpaquePointer, _ result: OpaquePointer) -> Bool {
        unsafe X509_STORE_lock(store)
        defer { unsafe X509_STORE_unlock(store) }
        guard
            let object = unsafe X509_OBJECT_retrieve_by_subject(
                X509_STORE_get0_objects(store),
                X509_LU_X509,
                name
            ),
            let certificate = unsafe X509_OBJECT_get0_X509(object),
            unsafe X509_OBJECT_set1_X509(result, certificate) == 1
        else { return false }
        // OpenSSL takes what a look-up returns for the store's own, and counts a reference of its own.
        unsafe X509_free(certificate)
        return true
    }
}

/// Why nobody can be trusted.
struct TrustFailure: Error {
    let reason: String

    static let outOfMemory = TrustFailure(reason: "OpenSSL has no memory left")
}
