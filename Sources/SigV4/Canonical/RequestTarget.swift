internal import HTTPTypes

/// The two parts of a request's target, in the bytes that are on the wire.
struct RequestTarget {
    /// Up to the first question mark; `/` if there is nothing.
    let path: ArraySlice<UInt8>
    /// After the first question mark; empty if there is none.
    let query: ArraySlice<UInt8>
}

extension HTTPRequest {
    var target: RequestTarget {
        let bytes =
            pseudoHeaderFields.path.map { unsafe $0.withUnsafeBytesOfValue { unsafe Array($0) } } ?? []
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        let path = bytes[..<(mark ?? bytes.endIndex)]
        return RequestTarget(
            path: path.isEmpty ? [UInt8(ascii: "/")] : path,
            query: mark.map { bytes[($0 + 1)...] } ?? []
        )
    }
}
