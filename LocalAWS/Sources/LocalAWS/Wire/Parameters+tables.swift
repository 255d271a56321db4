/// What was read of a call, and what it comes to.
extension Parameters {
    /// The first parameter, by name, that nobody read.
    var firstUnread: String? {
        var names: [String] = []
        visit { part, _ in if !part.isRead { names.append(part.path) } }
        return names.min()
    }

    /// The parameters that were read, as tables of actions name them.
    var readPatterns: Set<String> {
        var patterns: Set<String> = []
        visit { part, pattern in
            guard part.isRead, !pattern.isEmpty else { return }
            if !part.isContainer || part.parts.isEmpty || part.isTakenWhole { patterns.insert(pattern) }
        }
        return patterns
    }

    /// `Filter.1.Value.2` → `Filter.N.Value.N`, and `Tags.member.1.Key` → `Tags.N.Key`: a table names a parameter the
    /// same for every protocol.
    static func pattern(of name: String) -> String {
        name.split(separator: ".").compactMap { part -> Substring? in
            if part == "member" || part == "entry" { return nil }
            return Int(part) == nil ? part : "N"
        }.joined(separator: ".")
    }

    /// A hash of all parameters but the named ones: two calls with the same one ask for the same.
    func fingerprint(excluding names: Set<String>) -> UInt64 {
        var texts: [(String, String)] = []
        for (name, part) in parts where !names.contains(name) {
            part.visit { part, _ in texts.append((part.path, part.valueText)) }
        }
        var fingerprint = Fingerprint()
        for (path, value) in texts.sorted(by: <) {
            fingerprint.combine(path)
            fingerprint.combine(value)
        }
        return fingerprint.value
    }

    private var valueText: String {
        switch value {
        case .form(let text), .document(.text(let text)): text
        case .document(let document): document.json
        case nil: ""
        }
    }

    /// Visits every parameter that has a value, with its name in tables. The keys of a map are no part of it.
    private func visit(_ body: (Parameters, _ pattern: String) -> Void) {
        visit(pattern: "", isWithinMap: false, body)
    }

    private func visit(pattern: String, isWithinMap: Bool, _ body: (Parameters, String) -> Void) {
        if value != nil { body(self, pattern) }
        if isTakenWhole { return }
        for (name, part) in parts {
            let step: String? =
                isMap || isWithinMap || name == "member" || name == "entry"
                ? nil : Int(name) == nil ? name : "N"
            let joined = [pattern, step ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
            part.visit(pattern: joined, isWithinMap: isWithinMap || isMap, body)
        }
    }
}
