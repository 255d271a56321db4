internal import CCrypto

/// Whether both are the same bytes, in a time that doesn't depend on where they differ, so that a signature can't
/// be guessed byte by byte.
public func isEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
}
