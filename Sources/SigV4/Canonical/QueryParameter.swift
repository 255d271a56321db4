/// A name and a value of a query, as they are on the wire.
struct QueryParameter {
    let name: ArraySlice<UInt8>
    /// Empty when there was no equals sign.
    let value: ArraySlice<UInt8>

    /// The query's parameters in their order.
    ///
    /// - Parameter omitsEmpty: Whether nothing between two ampersands is nothing, not a parameter with no name.
    static func all(in query: ArraySlice<UInt8>, omittingEmpty omitsEmpty: Bool = false) -> [QueryParameter] {
        if query.isEmpty { return [] }
        return query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: omitsEmpty).map { pair in
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            return QueryParameter(
                name: pair[..<(equals ?? pair.endIndex)],
                value: equals.map { pair[($0 + 1)...] } ?? []
            )
        }
    }

    /// The name that is meant, a plus sign being a space.
    var decodedName: [UInt8] { percentDecoded(name) }
    /// The value that is meant, a plus sign being a space.
    var decodedValue: [UInt8] { percentDecoded(value) }
}
