internal import HTTPTypes
internal import Platform

/// Writes the members of an answer in whichever syntax the client reads. An operation says what there is; how a list or a
/// moment looks on the wire is not its business.
struct OutputWriter {
    /// The syntaxes of AWS's protocols.
    enum Syntax: Sendable, Hashable {
        /// Without white space or attributes; the members of a list are elements of that name.
        case xml(item: String)
        case json
        case cbor
    }

    let syntax: Syntax
    /// What is written so far; the protocols put their envelopes around it.
    var bytes: [UInt8] = []
    /// The lists and maps that a service's XML has without anything around their members.
    var flattening: QueryDialect.Flattening?
    /// The HTTP status, where an operation of a REST service has more than one.
    var status: Int?
    /// Header fields, where an operation of a REST service answers with some.
    var fields = HTTPFields()

    init(_ syntax: Syntax, capacityInBytes: Int = 1_024) {
        self.syntax = syntax
        bytes.reserveCapacity(capacityInBytes)
    }

    /// The whole body, of an operation of a REST service that answers with something else than a document.
    mutating func payload(_ body: [UInt8], contentType: String) {
        bytes = body
        fields[.contentType] = contentType
    }
}

/// Scalars. A member that there isn't is not written at all.
extension OutputWriter {
    mutating func text(_ name: String, _ text: String?) {
        guard let text else { return }
        // In XML an empty text is `<a/>`, which only the whole element knows.
        if case .xml = syntax { return XMLText.append(name, text, to: &bytes) }
        member(name) { $0.value(text) }
    }

    mutating func number(_ name: String, _ number: Int?) {
        guard let number else { return }
        member(name) { $0.value(number) }
    }

    mutating func decimal(_ name: String, _ number: Double?) {
        guard let number else { return }
        member(name) { $0.value(number) }
    }

    mutating func boolean(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        member(name) { $0.value(flag) }
    }

    /// A moment: a date and time in XML, seconds since 1970 in the others.
    mutating func moment(_ name: String, _ moment: Timestamp?) {
        guard let moment else { return }
        member(name) { $0.value(moment) }
    }
}
