extension JSON {
    /// Reads one JSON value, of any type, with white space around it.
    ///
    /// Of two members of one name the last wins. `\u0000` is taken in strings, though not in names.
    ///
    /// - Parameters:
    ///   - bytes: The JSON text, in UTF-8.
    ///   - limits: How large and how deep it may be.
    ///   - skippingByteOrderMark: Whether a U+FEFF before the value is skipped, as RFC 8259, 8.1 allows.
    ///   - mending: Whether an integer beyond 64 bits is taken as a double, a number beyond doubles as null, and half a
    ///     surrogate pair as U+FFFD, instead of being refused.
    /// - Throws: `JSONError` for anything that isn't JSON within the limits.
    package static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits(),
        skippingByteOrderMark: Bool = false,
        mending: Bool = false
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
        return mending ? try mended(bytes[mark...]) : try JanssonDocument(bytes[mark...]).value()
    }

    /// What is wrong with text that mending doesn't help is told of the text as it came.
    private static func mended(_ text: ArraySlice<UInt8>) throws(JSONError) -> JSON {
        do throws(JSONError) {
            return try JanssonDocument(text).value()
        } catch {
            guard let document = try? JanssonDocument(MendedText(text).bytes[...]) else { throw error }
            return document.value()
        }
    }

    /// Reads one JSON value from a text, as `parse(_:limits:skippingByteOrderMark:mending:)` does from bytes.
    package static func parse(
        _ text: String,
        limits: JSONLimits = JSONLimits(),
        skippingByteOrderMark: Bool = false,
        mending: Bool = false
    ) throws(JSONError) -> JSON {
        try parse(
            Array(text.utf8),
            limits: limits,
            skippingByteOrderMark: skippingByteOrderMark,
            mending: mending
        )
    }
}

/// Refuses brackets that lie too deep within each other, before any memory is spent on them.
///
/// What this counts is right for all well-formed JSON, and what isn't well-formed the parser refuses afterwards.
private func checkDepth(_ bytes: ArraySlice<UInt8>, limit: Int) throws(JSONError) {
    // With no more brackets than that in all there can't be so many within each other, as in nearly every event.
    if openingBracketCount(bytes.span) <= limit { return }
    let bracket = unsafe bytes.withUnsafeBytes { unsafe firstBracket(deeperThan: limit, in: $0) }
    if let bracket { throw tooDeep(bytes.prefix(bracket + 1), limit: limit) }
}

/// How many brackets open, those within strings included; `[` and `{` differ in one bit. Without a branch, so that the
/// compiler looks at many bytes at once.
private func openingBracketCount(_ bytes: Span<UInt8>) -> Int {
    var count = 0
    for index in bytes.indices { count += bytes[index] | 0x20 == UInt8(ascii: "{") ? 1 : 0 }
    return count
}

/// The offset of the first bracket that opens a deeper level. A loop over plain bytes, because without optimization
/// an iterator takes seconds for a megabyte.
private func firstBracket(deeperThan limit: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    let (openArray, openObject) = (UInt8(ascii: "["), UInt8(ascii: "{"))
    let (closeArray, closeObject) = (UInt8(ascii: "]"), UInt8(ascii: "}"))
    var depth = 0
    var isInString = false
    var offset = 0
    while offset < bytes.count {
        let byte = unsafe bytes[offset]
        if byte == quote {
            isInString.toggle()
        } else if isInString {
            // What follows a backslash is no end of the string.
            if byte == backslash { offset += 1 }
        } else if byte == openArray || byte == openObject {
            depth += 1
            if depth > limit { return offset }
        } else if byte == closeArray || byte == closeObject {
            depth -= 1
        }
        offset += 1
    }
    return nil
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
