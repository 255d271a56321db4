/// The parameters of a call as a tree, or the part of them below one name, whatever protocol they came in.
///
/// Reading a parameter marks it. What is still unread when an action has decoded its input is something the
/// action doesn't know, and the call is refused: nothing that a client sends is ignored.
///
/// A class, because a part and the whole mark the same parameters. It never leaves the call that decodes it.
final class Parameters {
    /// How a protocol writes lists and maps.
    enum Style: Sendable {
        /// EC2: `VolumeId.1`.
        case flat
        /// All other query services: `Tags.member.1`, `Attributes.entry.1.key`.
        case member
        /// JSON and CBOR, which have lists and maps of their own.
        case document
    }

    /// The full name up to here, such as `Filter.1`; empty for the whole.
    let path: String
    let style: Style
    var value: Value?
    var isRead = false
    /// Whether the names of the parts are keys of a map, and no parameters.
    var isMap = false
    /// Whether it was read as one document, with all that is in it.
    var isTakenWhole = false
    var parts: [String: Parameters] = [:]

    /// A value that has no parts.
    enum Value {
        /// Of a form, a path or a query string, where everything is text.
        case form(String)
        case document(Document)
    }

    private init(path: String, style: Style) {
        self.path = path
        self.style = style
    }

    /// Takes the pairs of a query call apart at the dots of their names.
    ///
    /// - Throws: `MalformedQueryString` for a name that comes twice, has an empty part, or more parts than
    ///   any call of AWS.
    convenience init(_ pairs: [(name: String, value: String)], style: Style) throws(ServiceError) {
        self.init(path: "", style: style)
        for pair in pairs {
            let names = pair.name.split(separator: ".", omittingEmptySubsequences: false)
            guard names.count <= 16, names.allSatisfy({ !$0.isEmpty }) else {
                throw .malformedQuery("the parameter name \(pair.name)")
            }
            let leaf = names.reduce(self) { $0.part(for: String($1)) }
            guard leaf.value == nil else { throw .malformedQuery("the parameter \(pair.name) comes twice") }
            leaf.value = .form(pair.value)
        }
    }

    /// Takes a document apart. A member that is null isn't there.
    convenience init(_ document: Document) {
        self.init(path: "", style: .document)
        fill(document)
        isRead = true
    }

    /// Adds what a REST call has beside its body: texts of its path, its query string and its header.
    func add(_ pairs: [(name: String, value: String)]) throws(ServiceError) {
        for pair in pairs {
            let member = part(for: pair.name)
            // A name that comes again is a list, as `tagKeys=a&tagKeys=b`.
            if case .form(let first) = member.value {
                member.value = nil
                member.part(for: "1").value = .form(first)
            }
            if member.parts.isEmpty {
                member.value = .form(pair.value)
            } else {
                member.part(for: "\(member.parts.count + 1)").value = .form(pair.value)
            }
        }
    }

    /// Adds the body of a REST call that is no document.
    func add(_ payload: [UInt8], named name: String) {
        part(for: name).value = .document(.bytes(payload))
    }

    private func fill(_ document: Document) {
        switch document {
        case .null: break
        case .structure(let members):
            value = .document(document)
            for (name, member) in members where member != .null { part(for: name).fill(member) }
        case .list(let members):
            value = .document(document)
            for (index, member) in members.enumerated() { part(for: "\(index + 1)").fill(member) }
        case .boolean, .integer, .decimal, .text, .bytes:
            value = .document(document)
        }
    }

    private func part(for name: String) -> Parameters {
        if let part = parts[name] { return part }
        let part = Parameters(path: fullName(name), style: style)
        parts[name] = part
        return part
    }

    /// The full name of a parameter below here, as AWS's messages call it.
    func fullName(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }
}
