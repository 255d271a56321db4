/// What a text is to be like.
enum TextRule: Sendable {
    case prefix(String)
    case suffix(String)
    /// The same with another case.
    case prefixIgnoringCase(String)
    case suffixIgnoringCase(String)
    case equalsIgnoringCase(String)
    /// `*` stands for any number of characters.
    case wildcard(WildcardPattern)

    /// - Parameters:
    ///   - name: of the operator.
    ///   - operand: a text; for `prefix` and `suffix` also `{"equals-ignore-case": "…"}`.
    init(_ name: String, _ operand: Document) throws(PatternError) {
        if let members = operand.structure, members.count == 1,
            let text = members["equals-ignore-case"]?.text
        {
            self = try Self.ignoringCase(name, text.lowercased())
            return
        }
        guard let text = operand.text else { throw PatternError("\(name) match pattern must be a string") }
        switch name {
        case "prefix": self = .prefix(text)
        case "suffix": self = .suffix(text)
        case "equals-ignore-case": self = .equalsIgnoringCase(text.lowercased())
        case "wildcard": self = .wildcard(try Self.wildcard(text))
        default: throw PatternError("Unsupported anything-but pattern: \(name)")
        }
    }

    private static func ignoringCase(_ name: String, _ text: String) throws(PatternError) -> TextRule {
        switch name {
        case "prefix": .prefixIgnoringCase(text)
        case "suffix": .suffixIgnoringCase(text)
        default: throw PatternError("\(name) match pattern must be a string")
        }
    }

    /// A backslash takes `*` or a backslash literally, and nothing else; a question mark is one.
    private static func wildcard(_ text: String) throws(PatternError) -> WildcardPattern {
        var escaped = ""
        var scalars = text.unicodeScalars.makeIterator()
        var wasStar = false
        while let scalar = scalars.next() {
            if scalar == "*", wasStar { throw PatternError("Consecutive wildcard characters at pos") }
            wasStar = scalar == "*"
            if scalar == "\\" {
                guard let next = scalars.next(), next == "*" || next == "\\" else {
                    throw PatternError("Invalid escape character at pos")
                }
                escaped += "\\\(next)"
            } else {
                escaped += scalar == "?" ? "\\?" : "\(scalar)"
            }
        }
        return WildcardPattern(escaped)
    }

    func matches(_ text: String) -> Bool {
        switch self {
        case .prefix(let prefix): text.utf8.starts(with: prefix.utf8)
        case .suffix(let suffix): text.utf8.reversed().starts(with: suffix.utf8.reversed())
        case .prefixIgnoringCase(let prefix): text.lowercased().utf8.starts(with: prefix.utf8)
        case .suffixIgnoringCase(let suffix):
            text.lowercased().utf8.reversed().starts(with: suffix.utf8.reversed())
        case .equalsIgnoringCase(let other): text.lowercased() == other
        case .wildcard(let pattern): pattern.matches(text)
        }
    }
}
