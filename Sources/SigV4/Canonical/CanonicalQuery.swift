/// The query's parameters, sorted by name and then by value, each with an equals sign.
struct CanonicalQuery {
    private var parameters: [QueryParameter]

    /// The query as it is on the wire.
    ///
    /// Like botocore, this trusts the sender's percent-encoding: `+`, `%2b` and `%2B` stay as they are. Only bytes
    /// that can't be sent in a query are encoded (above all text in UTF-8), as AWS's examples do.
    init(_ query: ArraySlice<UInt8>) {
        self.init(QueryParameter.all(in: query))
    }

    init(_ parameters: [QueryParameter]) {
        self.parameters = parameters.map { $0.sendable() }
        self.parameters.sort { $0 < $1 }
    }

    func write(to bytes: inout [UInt8]) {
        for (index, parameter) in parameters.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            bytes += parameter.name
            bytes.append(UInt8(ascii: "="))
            bytes += parameter.value
        }
    }
}

extension QueryParameter {
    /// By the encoded name, then by the encoded value: not by both as one text, in which `a-b=` would come
    /// before `a=`.
    fileprivate static func < (one: QueryParameter, other: QueryParameter) -> Bool {
        if one.name.elementsEqual(other.name) { return one.value.lexicographicallyPrecedes(other.value) }
        return one.name.lexicographicallyPrecedes(other.name)
    }

    fileprivate func sendable() -> QueryParameter {
        QueryParameter(name: name.encodingUnsendable(), value: value.encodingUnsendable())
    }
}

extension ArraySlice<UInt8> {
    /// Percent-encodes controls, spaces and all that isn't ASCII.
    fileprivate func encodingUnsendable() -> ArraySlice<UInt8> {
        if allSatisfy({ (0x21...0x7E).contains($0) }) { return self }
        var encoded: [UInt8] = []
        for byte in self {
            if (0x21...0x7E).contains(byte) {
                encoded.append(byte)
            } else {
                encoded.appendPercentEncoded(byte)
            }
        }
        return encoded[...]
    }
}
