/// Words that a message must have, may have or must not have: `ERROR -"exit 0" ?WARN`. Case counts, word boundaries don't.
struct TermPattern: Sendable {
    private var required: [LogTerm] = []
    private var optional: [LogTerm] = []
    private var excluded: [LogTerm] = []

    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        scanner.skipSpaces()
        while !scanner.isAtEnd {
            if scanner.take("-") {
                excluded.append(try LogTerm(&scanner))
            } else if scanner.take("?") {
                optional.append(try LogTerm(&scanner))
            } else {
                required.append(try LogTerm(&scanner))
            }
            scanner.skipSpaces()
        }
    }

    /// Optional words count only where there are no others.
    func matches(_ message: String) -> Bool {
        if required.isEmpty, excluded.isEmpty { return optional.contains { $0.isIn(message) } }
        return required.allSatisfy { $0.isIn(message) } && !excluded.contains { $0.isIn(message) }
    }
}

/// One word of a pattern, or several in quotes.
struct LogTerm: Sendable, Equatable {
    private let text: String

    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        if scanner.peek == "\"" {
            text = try scanner.quoted()
        } else {
            guard scanner.peek != "%" else {
                throw scanner.error("regular expressions are not supported by local-aws")
            }
            let term = scanner.take { !$0.properties.isWhitespace }
            guard
                term.unicodeScalars.allSatisfy({
                    $0 == "_" || !$0.isASCII || $0.properties.isAlphabetic || $0.isDigit
                })
            else { throw LogPatternError("Invalid character(s) in term '\(term)'") }
            text = term
        }
        guard !text.isEmpty else { throw scanner.error("an empty term") }
    }

    func isIn(_ message: String) -> Bool {
        message.utf8.contains(text.utf8)
    }
}

extension Unicode.Scalar {
    /// Whether it is 0 to 9.
    var isDigit: Bool { ("0"..."9").contains(self) }
}
