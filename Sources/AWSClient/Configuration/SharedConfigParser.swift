/// Reads a shared file line by line.
struct SharedConfigParser {
    private struct Line {
        let text: Substring
        let number: Int
    }

    private struct Property {
        let name: String
        var lines: [Line]
    }

    private let path: String
    private var sections: [String: ConfigSection] = [:]
    private var section: String?
    private var property: Property?
    /// The indentation of the line that `property` began on: what is indented deeper continues it.
    private var indentation = 0

    init(path: String) {
        self.path = path
    }

    mutating func take(_ bytes: ArraySlice<UInt8>, number: Int) throws(ConfigurationError) {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw error(number, "it isn't text in UTF-8")
        }
        let content = trimmed(text[...])
        guard let first = content.utf8.first, !isCommentMark(first) else { return }
        let indentation = text.utf8.distance(from: text.startIndex, to: content.startIndex)
        if property != nil, indentation > self.indentation {
            property?.lines.append(Line(text: withoutComment(content), number: number))
            return
        }
        self.indentation = indentation
        try endProperty()
        if first == UInt8(ascii: "[") {
            try beginSection(content, number)
        } else {
            try beginProperty(content, number)
        }
    }

    mutating func finish() throws(ConfigurationError) -> [String: ConfigSection] {
        try endProperty()
        return sections
    }

    private mutating func beginSection(_ content: Substring, _ number: Int) throws(ConfigurationError) {
        guard let end = content.utf8.firstIndex(of: UInt8(ascii: "]")) else {
            throw error(number, "the section's closing ] is missing")
        }
        let rest = trimmed(content[content.utf8.index(after: end)...])
        guard rest.utf8.first.map(isCommentMark) ?? true else {
            throw error(number, "there is something after the section's closing ]")
        }
        let header = trimmed(content[..<end].dropFirst())
        guard !header.isEmpty else { throw error(number, "the section has no name") }
        section = String(header)
        sections[String(header), default: ConfigSection()].merge(ConfigSection())
    }

    private mutating func beginProperty(_ content: Substring, _ number: Int) throws(ConfigurationError) {
        guard
            let separator = content.utf8.firstIndex(where: {
                $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
            })
        else { throw error(number, "it is neither a [section], nor a comment, nor 'name = value'") }
        let name = trimmed(content[..<separator]).lowercased()
        guard !name.isEmpty else { throw error(number, "there is no name before the '='") }
        guard section != nil else { throw error(number, "a setting stands before the first [section]") }
        let value = withoutComment(content[content.utf8.index(after: separator)...])
        property = Property(name: name, lines: [Line(text: value, number: number)])
    }

    /// Puts the property that has been read into its section.
    private mutating func endProperty() throws(ConfigurationError) {
        guard let section, let property else { return }
        self.property = nil
        if property.lines.count > 1, property.lines[0].text.isEmpty {
            let settings = try nestedSettings(property.lines.dropFirst())
            sections[section]?.set(property.name, toNested: settings)
        } else {
            let text = property.lines.map(\.text).joined(separator: "\n")
            sections[section]?.set(property.name, to: text)
        }
    }

    private func nestedSettings(_ lines: some Sequence<Line>) throws(ConfigurationError) -> [String: String] {
        var settings: [String: String] = [:]
        for line in lines {
            guard let separator = line.text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                throw error(line.number, "a nested setting isn't of the form 'name = value'")
            }
            let name = trimmed(line.text[..<separator])
            guard !name.isEmpty else { throw error(line.number, "there is no name before the '='") }
            settings[String(name)] = String(trimmed(line.text[line.text.utf8.index(after: separator)...]))
        }
        return settings
    }

    private func error(_ number: Int, _ problem: String) -> ConfigurationError {
        ConfigurationError("\(path), line \(number)", problem)
    }
}

private func isCommentMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
}

/// The value without a comment, which begins after white space, and trimmed.
private func withoutComment(_ text: Substring) -> Substring {
    let bytes = text.utf8
    for index in bytes.indices.dropFirst() where isCommentMark(bytes[index]) {
        if bytes[bytes.index(before: index)].isASCIIBlank { return trimmed(text[..<index]) }
    }
    return trimmed(text)
}
