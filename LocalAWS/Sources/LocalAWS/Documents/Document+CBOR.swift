/// CBOR (RFC 8949).
extension Document {
    /// Reads a document that is all there is. A moment, tag 1, is read as its number.
    ///
    /// - Throws: `DocumentError` for what isn't well-formed, has a name twice in one map, or nests too deep.
    init(cbor bytes: [UInt8]) throws(DocumentError) {
        var reader = CBORReader(bytes)
        self = try reader.document()
    }
}
