/// A value of a filter: `*` stands for any number of characters, `?` for one, a backslash takes the next
/// character literally.
struct WildcardPattern: Sendable, Hashable {
    enum Token: Sendable, Hashable {
        case literal(Unicode.Scalar)
        case anyOne
        case anyNumber
    }

    /// Set when there are no wild cards: by far the most common pattern.
    let exactText: String?
    private let tokens: [Token]

    init(_ text: String) {
        guard text.utf8.contains(where: { "*?\\".utf8.contains($0) }) else {
            exactText = text
            tokens = []
            return
        }
        var tokens: [Token] = []
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "*": tokens.append(.anyNumber)
            case "?": tokens.append(.anyOne)
            case "\\": tokens.append(.literal(scalars.next() ?? "\\"))
            default: tokens.append(.literal(scalar))
            }
        }
        self.tokens = tokens
        exactText = nil
    }

    /// A pattern that was taken apart elsewhere, by other rules.
    init(tokens: [Token]) {
        self.init(exactText: nil, tokens: tokens)
    }

    /// A pattern that only one text fits, whatever its characters.
    static func exactly(_ text: String) -> WildcardPattern {
        WildcardPattern(exactText: text, tokens: [])
    }

    private init(exactText: String?, tokens: [Token]) {
        self.exactText = exactText
        self.tokens = tokens
    }

    func matches(_ text: String) -> Bool {
        if let exactText { return exactText == text }
        return matches(Array(text.unicodeScalars))
    }

    /// Greedy with one point to come back to, the last `*`: at worst the product of the lengths, never
    /// exponential.
    private func matches(_ scalars: [Unicode.Scalar]) -> Bool {
        var position = 0
        var token = 0
        var retry: (token: Int, position: Int)?
        while position < scalars.count {
            if token < tokens.count, tokens[token] == .anyNumber {
                retry = (token, position)
                token += 1
            } else if token < tokens.count,
                tokens[token] == .anyOne || tokens[token] == .literal(scalars[position])
            {
                token += 1
                position += 1
            } else if let last = retry {
                retry = (last.token, last.position + 1)
                token = last.token + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyNumber }
    }
}
