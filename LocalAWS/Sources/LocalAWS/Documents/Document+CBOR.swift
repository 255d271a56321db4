/// CBOR (RFC 8949).
extension Document {
    /// Reads a document of CBOR.
    init(cbor bytes: [UInt8]) throws(DocumentError) {
        throw DocumentError(reason: "found CBOR", offset: 0)
    }
}
