extension JSON {
    /// Reads one JSON value, of any type, with white space around it.
    ///
    /// Of two members of one name the last wins. `\u0000` is taken in strings, though not in names.
    ///
    /// - Parameters:
    ///   - bytes: The JSON text, in UTF-8.
    ///   - limits: How large and how deep it may be.
    ///   - skippingByteOrderMark: Whether a U+FEFF before the value is skipped, as RFC 8259, 8.1 allows.
    /// - Throws: `JSONError` for anything that isn't JSON within the limits.
    package static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits(),
        skippingByteOrderMark: Bool = false
    ) throws(JSONError) -> JSON {
        guard bytes.count <= limits.size else {
            throw JSONError(
                kind: .tooLarge,
                message: "\(bytes.count) bytes are more than the \(limits.size) taken",
                line: 1,
                column: 0,
                offset: 0
            )
        }
        let mark = skippingByteOrderMark && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        try checkDepth(bytes[mark...], limit: limits.depth)
        let document = try JanssonDocument(bytes[mark...])
        return document.value()
    }

    /// Reads one JSON value from a text, as `parse(_:limits:skippingByteOrderMark:)` does from bytes.
    package static func parse(
        _ text: String,
        limits: JSONLimits = JSONLimits(),
        skippingByteOrderMark: Bool = false
    ) throws(JSONError) -> JSON {
        try parse(Array(text.utf8), limits: limits, skippingByteOrderMark: skippingByteOrderMark)
    }
}

/// Refuses brackets that lie too deep within each other, before any memory is spent on them.
///
/// What this counts is right for all well-formed JSON, and what isn't well-formed the parser refuses afterwards.
private func checkDepth(_ bytes: ArraySlice<UInt8>, limit: Int) throws(JSONError) {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\"") {
            isInString.toggle()
        } else if isInString {
            isEscaped = byte == UInt8(ascii: "\\")
        } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
            depth += 1
            if depth > limit { throw tooDeep(bytes[...index], limit: limit) }
        } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
            depth -= 1
        }
    }
}

private func tooDeep(_ read: ArraySlice<UInt8>, limit: Int) -> JSONError {
    let lastLine = read.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? []
    return JSONError(
        kind: .tooDeep,
        message: "arrays and objects lie more than \(limit) deep within each other",
        line: 1 + read.count { $0 == UInt8(ascii: "\n") },
        column: String(decoding: lastLine, as: UTF8.self).unicodeScalars.count,
        offset: read.count
    )
}
