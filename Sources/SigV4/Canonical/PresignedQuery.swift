/// The query of a request that is being presigned: its own parameters, then those of the signature.
struct PresignedQuery {
    private(set) var bytes: [UInt8] = []

    /// Starts with the parameters of the query that stand for something.
    ///
    /// They are decoded and encoded anew, as botocore does it, which makes a space of `+` and `%20` alike. (Of
    /// repeated parameters botocore keeps the first; here all are kept, since they may mean something.)
    /// Parameters of an earlier signature are dropped.
    init(replacing query: ArraySlice<UInt8>) {
        for parameter in QueryParameter.all(in: query, omittingEmpty: true)
        where parameter.authorizationName == nil {
            append(parameter.decodedName, parameter.decodedValue)
        }
    }

    mutating func append(_ name: String, _ value: String) {
        append(Array(name.utf8), Array(value.utf8))
    }

    private mutating func append(_ name: [UInt8], _ value: [UInt8]) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes.appendPercentEncoded(name)
        bytes.append(UInt8(ascii: "="))
        bytes.appendPercentEncoded(value)
    }
}
