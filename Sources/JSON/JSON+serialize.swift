/// How JSON is laid out.
package struct JSONFormat: Sendable, Equatable {
    /// Whether all but printable ASCII is written as `\uXXXX`, as an HTTP header value needs it.
    package var escapesNonASCII = false
    /// Whether each member and element has a line of its own, indented by two spaces a level.
    package var isIndented = false

    /// One line, UTF-8.
    package static let compact = JSONFormat()
    /// One line of printable ASCII.
    package static let ascii = JSONFormat(escapesNonASCII: true)
    /// Many lines, for a person at a terminal.
    package static let pretty = JSONFormat(isIndented: true)
}

extension JSON {
    /// The value as JSON text in UTF-8, its members in their order.
    ///
    /// Every number reads back as the same number. JSON has no NaN and no infinity: they are written as `null`.
    package func serialized(_ format: JSONFormat = .compact) -> [UInt8] {
        var writer = JSONWriter(format: format)
        writer.write(self)
        return writer.bytes
    }

    /// The value as one line of JSON text.
    package var text: String { text(.compact) }

    /// The value as JSON text.
    package func text(_ format: JSONFormat) -> String {
        String(decoding: serialized(format), as: UTF8.self)
    }
}
