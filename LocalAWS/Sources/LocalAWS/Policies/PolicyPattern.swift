/// A text of a policy: `*` stands for any number of characters, colons and slashes among them, `?` for one, and
/// `${aws:username}` for what the request says, as it is.
struct PolicyPattern: Sendable, Hashable {
    /// As it stands in the policy.
    let text: String
    private let pieces: [Piece]

    private enum Piece: Sendable, Hashable {
        case literal(String)
        case anyOne
        case anyNumber
        /// A condition key, and what to take when the request hasn't got it.
        case variable(key: String, fallback: String?)
    }

    /// - Parameters:
    ///   - version: variables are of the version of 2012; in that of 2008 they are text.
    ///   - hasWildcards: whether `*` and `?` are more than characters.
    ///   - isLowered: whether it is compared in lower case, as what it is compared with must then be.
    init(_ text: String, version: PolicyVersion, hasWildcards: Bool = true, isLowered: Bool = false) {
        self.text = text
        var reader = PieceReader(
            rest: (isLowered ? text.lowercased() : text)[...],
            readsVariables: version == .of2012,
            hasWildcards: hasWildcards
        )
        pieces = reader.pieces()
    }

    func matches(_ value: String, in context: RequestContext) -> Bool {
        guard let pattern = expanded(in: context) else { return false }
        return pattern.matches(value)
    }

    /// The pattern for one request; nil when a variable has no value there, and the pattern fits nothing.
    func expanded(in context: RequestContext) -> WildcardPattern? {
        if case .literal(let literal)? = pieces.first, pieces.count == 1 {
            return .exactly(literal)
        }
        return tokens(in: context).map(WildcardPattern.init(tokens:))
    }

    /// The same, taken apart.
    func tokens(in context: RequestContext) -> [WildcardPattern.Token]? {
        var tokens: [WildcardPattern.Token] = []
        for piece in pieces {
            switch piece {
            case .anyOne: tokens.append(.anyOne)
            case .anyNumber: tokens.append(.anyNumber)
            case .literal(let literal): tokens += literal.unicodeScalars.map(WildcardPattern.Token.literal)
            case .variable(let key, let fallback):
                guard let value = Self.value(of: key, in: context) ?? fallback else { return nil }
                tokens += value.unicodeScalars.map(WildcardPattern.Token.literal)
            }
        }
        return tokens
    }

    /// A key with several values has none that could stand for the variable.
    private static func value(of key: String, in context: RequestContext) -> String? {
        guard let values = context[key], values.count == 1 else { return nil }
        return values[0]
    }

    /// The condition keys that its variables name.
    var variables: [String] {
        pieces.compactMap { if case .variable(let key, _) = $0 { key } else { nil } }
    }
}

extension PolicyPattern {
    /// Takes a text apart.
    private struct PieceReader {
        var rest: Substring
        let readsVariables: Bool
        let hasWildcards: Bool
        private var literal = ""
        private var read: [Piece] = []

        init(rest: Substring, readsVariables: Bool, hasWildcards: Bool) {
            self.rest = rest
            self.readsVariables = readsVariables
            self.hasWildcards = hasWildcards
        }

        mutating func pieces() -> [Piece] {
            while let character = rest.first {
                if readsVariables, rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
                    variable(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
                    rest = rest[rest.index(after: end)...]
                    continue
                }
                rest.removeFirst()
                switch character {
                case "*" where hasWildcards: append(.anyNumber)
                case "?" where hasWildcards: append(.anyOne)
                default: literal.append(character)
                }
            }
            flush()
            return read
        }

        /// `${*}`, `${?}` and `${$}` are these characters; `${key, 'text'}` has something to fall back to.
        private mutating func variable(_ inner: Substring) {
            if inner == "*" || inner == "?" || inner == "$" {
                literal += inner
                return
            }
            let parts = inner.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            let key = parts[0].trimmingSpaces()
            let fallback = parts.count == 2 ? parts[1].trimmingSpaces() : nil
            append(.variable(key: key, fallback: fallback.map { $0.trimmingQuotes() }))
        }

        private mutating func append(_ piece: Piece) {
            flush()
            read.append(piece)
        }

        private mutating func flush() {
            if !literal.isEmpty { read.append(.literal(literal)) }
            literal = ""
        }
    }
}

extension StringProtocol {
    fileprivate func trimmingSpaces() -> String {
        var trimmed = Substring(self)
        while trimmed.first == " " { trimmed.removeFirst() }
        while trimmed.last == " " { trimmed.removeLast() }
        return String(trimmed)
    }

    fileprivate func trimmingQuotes() -> String {
        guard count >= 2, first == "'", last == "'" else { return String(self) }
        return String(dropFirst().dropLast())
    }
}
