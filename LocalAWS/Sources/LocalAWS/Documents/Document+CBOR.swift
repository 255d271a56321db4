/// CBOR (RFC 8949).
extension Document {
    /// Reads a document that is all there is. A moment, tag 1, is read as its number.
    ///
    /// - Throws: `DocumentError` for what isn't well-formed, has a name twice in one map, or nests too deep.
    init(cbor bytes: some Collection<UInt8>) throws(DocumentError) {
        var reader = CBORReader(Array(bytes))
        self = try reader.document()
    }

    /// The document with definite lengths, the members of maps in the order of their names.
    var cborBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: CBORText.appendNull(to: &bytes)
        case .boolean(let flag): CBORText.append(flag, to: &bytes)
        case .integer(let number): CBORText.append(number, to: &bytes)
        case .decimal(let number): CBORText.append(number, to: &bytes)
        case .text(let text): CBORText.append(text, to: &bytes)
        case .bytes(let data): CBORText.append(data, to: &bytes)
        case .list(let members):
            CBORHead.append(.list, UInt64(members.count), to: &bytes)
            for member in members { member.write(to: &bytes) }
        case .structure(let members):
            CBORHead.append(.map, UInt64(members.count), to: &bytes)
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                CBORText.append(name, to: &bytes)
                member.write(to: &bytes)
            }
        }
    }
}
