extension [UInt8] {
    /// Appends the path as it stands in a canonical request.
    mutating func appendCanonicalPath(_ path: ArraySlice<UInt8>, options: SigningOptions) {
        let path = options.normalizesPath ? normalized(path) : path
        guard options.encodesPathTwice else {
            self += path
            return
        }
        appendPercentEncoded(path, keeping: UInt8(ascii: "/"))
    }
}

/// The path without `.`, `..` and empty segments.
///
/// This is botocore's reading of RFC 3986, 5.2.4: `/a/..` is `/`, and a `.` or `..` at the end leaves no slash
/// behind unless one followed it. `..` above the root stays at the root.
private func normalized(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let slash = UInt8(ascii: "/")
    let dot = UInt8(ascii: ".")
    if path.count == 1, path.first == slash { return path }
    var segments: [ArraySlice<UInt8>] = []
    for segment in path.split(separator: slash) where !segment.elementsEqual(CollectionOfOne(dot)) {
        if segment.elementsEqual([dot, dot]) {
            _ = segments.popLast()
        } else {
            segments.append(segment)
        }
    }
    var result: [UInt8] = path.first == slash ? [slash] : []
    result += segments.joined(separator: CollectionOfOne(slash))
    if path.last == slash, !segments.isEmpty { result.append(slash) }
    return result[...]
}
