/// A pattern that documents match or don't: what EventBridge's rules select events with, and SNS's filter policies
/// select messages with (EventBridge User Guide, "Creating Amazon EventBridge event patterns").
///
/// Every field of the pattern must be matched; a field's list holds alternatives. A list in a document matches when
/// any of its members does, and of a list of structures one member must match all that is said of it.
struct EventPattern: Sendable {
    /// What it was made from.
    let source: Document
    private let root: FieldPattern

    /// Reads a pattern.
    ///
    /// - Throws: `PatternError` for what is no pattern, in the words of EventBridge.
    init(_ document: Document) throws(PatternError) {
        guard case .structure = document else { throw PatternError("Filter is not an object") }
        source = document
        root = try FieldPattern(document, at: "")
    }

    /// Reads a pattern from JSON.
    init(json text: String) throws(PatternError) {
        let document: Document
        do throws(DocumentError) {
            document = try Document(json: text)
        } catch {
            throw PatternError("\(error)")
        }
        try self.init(document)
    }

    /// Whether a document matches.
    func matches(_ document: Document) -> Bool {
        root.matches(document)
    }

    /// Whether it looks at the top of a document only: all that can be said of message attributes.
    var isFlat: Bool { root.depth <= 2 }

    /// How many fields it has rules for.
    var fieldCount: Int { root.fieldCount }

    /// How many combinations of alternatives it stands for: the number that SNS limits.
    var combinations: Int { root.combinations }
}

extension EventPattern: Codable {
    init(from decoder: any Decoder) throws {
        try self.init(Document(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
        try source.encode(to: encoder)
    }
}

/// Why a document is no pattern.
struct PatternError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with it, on which field.
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
