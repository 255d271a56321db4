/// Reading structures, lists and maps.
extension Parameters {
    /// The parts below a structure, nil when none of them was sent.
    func structure(_ name: String) -> Parameters? {
        guard let part = parts[name] else { return nil }
        part.markContainer()
        return part
    }

    /// The members of a list of structures, in the order of their numbers; gaps in the numbers don't matter.
    func structures(_ name: String) -> [Parameters] {
        members(of: name).map { member in
            member.markContainer()
            return member
        }
    }

    /// The texts of a list, in the order of their numbers. In a form a bare `Name=value` is a list of one, a bare
    /// `Name=` an empty one.
    func list(_ name: String) -> [String] {
        let bare = parts[name]?.isContainer == false ? optional(name).map { [$0] } ?? [] : []
        return bare + members(of: name).compactMap { $0.takeText() }
    }

    /// Whether a list, a map or a structure was sent at all, be it an empty one.
    func has(_ name: String) -> Bool {
        parts[name] != nil
    }

    private func members(of name: String) -> [Parameters] {
        let list = style == .member ? parts[name]?.parts["member"] ?? parts[name]?.bareList : parts[name]
        guard let list else { return [] }
        parts[name]?.markContainer()
        return list.parts
            .compactMap { name, part in Int(name).flatMap { $0 > 0 ? ($0, part) : nil } }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    /// A list of repeated names in a query string, which has no `member`.
    private var bareList: Parameters? { parts["1"] == nil ? nil : self }

    /// The entries of a map of texts, in the order in which they came, or, from a document, of their keys.
    ///
    /// - Throws: a refusal when a value is no text.
    func map(_ name: String) throws(ServiceError) -> [(key: String, value: String)] {
        var map: [(key: String, value: String)] = []
        for (key, part) in entries(of: name) {
            guard let text = style == .document ? part.takeText() : part.text("value") else {
                throw .unexpectedType(of: "\(fullName(name)).\(key)", expected: "a string")
            }
            map.append((key, text))
        }
        return map
    }

    /// The entries of a map of structures.
    ///
    /// - Parameters:
    ///   - key: how the query protocol calls an entry's key, where it isn't `key`.
    ///   - value: how it calls an entry's value.
    func structures(
        byKey name: String,
        key: String = "key",
        value: String = "value"
    ) -> [(key: String, value: Parameters)] {
        entries(of: name, key: key).compactMap { entryKey, part in
            (style == .document ? part : part.parts[value]).map { value in
                value.markContainer()
                return (entryKey, value)
            }
        }
    }

    private func entries(of name: String, key: String = "key") -> [(key: String, value: Parameters)] {
        guard let map = parts[name] else { return [] }
        map.markContainer()
        map.isMap = true
        guard style != .document else {
            return map.parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        let list = map.parts["entry"] ?? map
        return list.parts
            .compactMap { number, part in Int(number).map { ($0, part) } }
            .sorted { $0.0 < $1.0 }
            .compactMap { _, part in part.text(key).map { ($0, part) } }
    }

    /// A part as the document that it came as, whole; nil when there is none, or it came in a form.
    func document(_ name: String) -> Document? {
        guard let part = parts[name], case .document(let document) = part.value else { return nil }
        part.markAll()
        part.isTakenWhole = true
        return document
    }

    var isContainer: Bool {
        switch value {
        case .document(.list), .document(.structure): true
        case .document, .form, nil: false
        }
    }

    func markContainer() {
        // `Attributes=` is how a form has an empty list.
        if case .form("") = value { isRead = true }
        if isContainer { isRead = true }
    }

    func markAll() {
        isRead = true
        for part in parts.values { part.markAll() }
    }
}

/// Reading lists of numbers.
extension Parameters {
    /// The numbers of a list, in the order of their numbers.
    func decimals(_ name: String) throws(ServiceError) -> [Double] {
        var decimals: [Double] = []
        for member in members(of: name) {
            guard let number = member.takeNumber() else {
                throw .unexpectedType(of: member.path, expected: "a number")
            }
            decimals.append(number)
        }
        return decimals
    }

    private func takeNumber() -> Double? {
        isRead = true
        switch value {
        case .form(let text): return Double(text)
        case .document(let document): return document.number
        case nil: return nil
        }
    }
}
