internal import CCrypto

/// The 32 bytes of a SHA-256 hash.
public struct SHA256Digest: Sendable, Hashable {
    /// The hash, most significant byte first.
    public let bytes: [UInt8]

    /// The hash of these bytes.
    public init(of content: [UInt8]) {
        bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.length) { output, count in
            var written: UInt32 = 0
            let done = unsafe EVP_Digest(
                content,
                content.count,
                output.baseAddress,
                &written,
                DigestAlgorithm.sha256.handle,
                nil
            )
            precondition(done == 1 && written == Self.length, "libcrypto failed to compute SHA-256.")
            count = Self.length
        }
    }

    /// The hash written as 64 lower-case hexadecimal digits; nil if the text is anything else.
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 2 * Self.length else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = hexadecimalValue(digits[index], upperCase: false),
                let low = hexadecimalValue(digits[index + 1], upperCase: false)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { bytes.hex }

    /// Takes the bytes at once, which the array's own way doesn't.
    public func hash(into hasher: inout Hasher) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }

    static let length = 32
}

/// A digest that was looked up among libcrypto's providers once; asking for it by name at each use doubles the
/// time of a short hash in OpenSSL 3.
@safe struct DigestAlgorithm: ~Copyable {
    let handle: OpaquePointer

    private init(named name: String) {
        guard let handle = unsafe EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("libcrypto doesn't offer \(name).")
        }
        unsafe self.handle = handle
    }

    deinit { unsafe EVP_MD_free(handle) }

    static let sha256 = DigestAlgorithm(named: "SHA2-256")
}

// An EVP_MD doesn't change once it is fetched, and its reference count is atomic.
extension DigestAlgorithm: @unchecked Sendable {}
