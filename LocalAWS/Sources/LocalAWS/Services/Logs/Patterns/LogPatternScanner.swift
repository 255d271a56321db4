/// Walks through the text of a filter pattern.
struct LogPatternScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The next character, nil at the end.
    var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    var isAtEnd: Bool { position == scalars.count }

    mutating func next() -> Unicode.Scalar? {
        defer { position = min(position + 1, scalars.count) }
        return peek
    }

    mutating func skipSpaces() {
        while let scalar = peek, scalar.properties.isWhitespace { position += 1 }
    }

    /// Takes a text, if it comes next.
    mutating func take(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    /// Takes a word in any case, if it comes next and ends there.
    mutating func takeWord(_ word: String) -> Bool {
        let end = position + word.unicodeScalars.count
        guard end <= scalars.count, String(scalars[position..<end]).uppercased() == word,
            end == scalars.count || !scalars[end].properties.isAlphabetic
        else { return false }
        position = end
        return true
    }

    mutating func expect(_ text: String) throws(LogPatternError) {
        guard take(text) else { throw error("expecting '\(text)'") }
    }

    /// What comes next as long as it fits.
    mutating func take(while fits: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let scalar = peek, fits(scalar) { position += 1 }
        return String(scalars[start..<position])
    }

    /// A text in quotes, of which the first one comes next. A backslash takes the next character literally.
    mutating func quoted() throws(LogPatternError) -> String {
        let quote = next()
        var text = String.UnicodeScalarView()
        while let scalar = next() {
            if scalar == quote { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = next() else { break }
            text.append(escaped)
        }
        throw error("a quotation has no end")
    }

    func error(_ reason: String) -> LogPatternError {
        LogPatternError("Invalid filter pattern: \(reason) at character \(position + 1)")
    }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
