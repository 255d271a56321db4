internal import Platform

/// Values as the answers carry them. An absent element and an empty one both mean that there is no value.
extension XMLElement {
    /// The child's text as it stands: what users wrote, white space included.
    func text(_ name: StaticString) -> String? {
        child(name)?.text
    }

    /// The child's text without white space around it: identifiers, states, numbers.
    func token(_ name: StaticString) -> String? {
        child(name)?.text.flatMap { trimmed($0) }
    }

    /// The same, of a child without which the answer makes no sense.
    func requiredToken(_ name: StaticString) throws(XMLProblem) -> String {
        guard let value = token(name) else { throw XMLProblem("<\(self.name)> has no <\(name)>") }
        return value
    }

    /// A child without which the answer makes no sense.
    func requiredChild(_ name: StaticString) throws(XMLProblem) -> XMLElement {
        guard let child = child(name) else { throw XMLProblem("<\(self.name)> has no <\(name)>") }
        return child
    }

    /// A whole number.
    func integer(_ name: StaticString) throws(XMLProblem) -> Int? {
        guard let text = token(name) else { return nil }
        guard let value = Int(text) else { throw problem(name, text, isNot: "a whole number") }
        return value
    }

    /// `true` or `false`.
    func boolean(_ name: StaticString) throws(XMLProblem) -> Bool? {
        guard let text = token(name) else { return nil }
        guard let value = Bool(text) else { throw problem(name, text, isNot: "true or false") }
        return value
    }

    /// A moment in ISO 8601.
    func timestamp(_ name: StaticString) throws(XMLProblem) -> Timestamp? {
        guard let text = token(name) else { return nil }
        guard let value = Timestamp(iso8601: text) else { throw problem(name, text, isNot: "a date") }
        return value
    }

    /// What the child's `<item>` elements hold; nothing when there is no such child.
    package func items<Value>(
        of name: StaticString,
        _ decode: (XMLElement) throws(XMLProblem) -> Value
    ) throws(XMLProblem) -> [Value] {
        guard let list = child(name) else { return [] }
        var values: [Value] = []
        for element in list.children where element.isNamed("item") {
            values.append(try decode(element))
        }
        return values
    }

    private func problem(_ name: StaticString, _ text: String, isNot kind: String) -> XMLProblem {
        XMLProblem("<\(name)> in <\(self.name)> isn't \(kind): \(printable(text.utf8, limit: 40))")
    }
}

/// The text without white space around it; nil when nothing is left.
private func trimmed(_ text: String) -> String? {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if !isSpace(first), !isSpace(last) { return text }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }),
        let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return String(text[start...end])
}

private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
}
