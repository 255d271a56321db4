/// Where in a JSON message to look: `$.a.b[0]`, `$.list[*].name`, `$.['a.b']`.
struct PropertySelector: Sendable {
    private enum Step: Sendable {
        case member(String)
        case position(Int)
        case everyPosition
    }

    /// As it was written.
    let source: String
    private let steps: [Step]

    init(_ text: String) throws(LogPatternError) {
        var scanner = LogPatternScanner(text)
        try self.init(&scanner)
        guard scanner.isAtEnd else { throw scanner.error("something after the end of a property selector") }
    }

    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        try scanner.expect("$")
        var source = "$"
        var steps: [Step] = []
        while true {
            let hasDot = scanner.take(".")
            if hasDot { source += "." }
            if scanner.peek == "[" {
                let (step, text) = try Self.bracket(&scanner)
                steps.append(step)
                source += text
            } else if hasDot {
                let name = scanner.take { Self.isNamePart($0) }
                guard !name.isEmpty else { throw scanner.error("a property without a name") }
                steps.append(.member(name))
                source += name
            } else {
                break
            }
        }
        guard !steps.isEmpty else { throw scanner.error("a selector without a property") }
        self.source = source
        self.steps = steps
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "-" || scalar == "@" || !scalar.isASCII || scalar.properties.isAlphabetic
            || scalar.isDigit
    }

    private static func bracket(
        _ scanner: inout LogPatternScanner
    ) throws(LogPatternError) -> (step: Step, source: String) {
        try scanner.expect("[")
        if scanner.take("*") {
            try scanner.expect("]")
            return (.everyPosition, "[*]")
        }
        if scanner.peek == "'" || scanner.peek == "\"" {
            let name = try scanner.quoted()
            try scanner.expect("]")
            return (.member(name), "['\(name)']")
        }
        let digits = scanner.take { $0.isDigit }
        guard let position = Int(digits) else { throw scanner.error("a position that is no number") }
        try scanner.expect("]")
        return (.position(position), "[\(position)]")
    }

    /// What is there: nothing, one value, or with `[*]` several.
    func values(in document: Document) -> [Document] {
        var values = [document]
        for step in steps {
            values = values.flatMap { value -> [Document] in
                switch step {
                case .member(let name): value[name].map { [$0] } ?? []
                case .position(let position):
                    value.list.flatMap { $0.indices.contains(position) ? [$0[position]] : nil } ?? []
                case .everyPosition: value.list ?? []
                }
            }
        }
        return values
    }
}
