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
    private(set) var bytes: [UInt8] = []
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

    /// Lends the bytes, for the envelopes that the protocols put around.
    mutating func withBytes(_ body: (inout [UInt8]) -> Void) {
        body(&bytes)
    }
}

/// Scalars. A member that there isn't is not written at all.
extension OutputWriter {
    mutating func text(_ name: String, _ text: String?) {
        guard let text else { return }
        switch syntax {
        case .xml: XMLText.append(name, text, to: &bytes)
        case .json:
            JSONText.appendName(name, to: &bytes)
            JSONText.append(text, to: &bytes)
        case .cbor:
            CBORText.append(name, to: &bytes)
            CBORText.append(text, to: &bytes)
        }
    }

    mutating func number(_ name: String, _ number: Int?) {
        guard let number else { return }
        switch syntax {
        case .xml: XMLText.append(name, String(number), to: &bytes)
        case .json:
            JSONText.appendName(name, to: &bytes)
            bytes += String(number).utf8
        case .cbor:
            CBORText.append(name, to: &bytes)
            CBORText.append(number, to: &bytes)
        }
    }

    mutating func decimal(_ name: String, _ number: Double?) {
        guard let number else { return }
        switch syntax {
        case .xml: XMLText.append(name, "\(number)", to: &bytes)
        case .json:
            JSONText.appendName(name, to: &bytes)
            JSONText.append(number, to: &bytes)
        case .cbor:
            CBORText.append(name, to: &bytes)
            CBORText.append(number, to: &bytes)
        }
    }

    mutating func boolean(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        switch syntax {
        case .xml: XMLText.append(name, flag ? "true" : "false", to: &bytes)
        case .json:
            JSONText.appendName(name, to: &bytes)
            bytes += (flag ? "true" : "false").utf8
        case .cbor:
            CBORText.append(name, to: &bytes)
            CBORText.append(flag, to: &bytes)
        }
    }

    /// A moment: a date and time in XML, seconds since 1970 in the others.
    mutating func moment(_ name: String, _ moment: Timestamp?) {
        guard let moment else { return }
        switch syntax {
        case .xml: XMLText.append(name, moment.iso8601, to: &bytes)
        case .json:
            JSONText.appendName(name, to: &bytes)
            JSONText.append(moment, to: &bytes)
        case .cbor:
            CBORText.append(name, to: &bytes)
            CBORText.append(moment, to: &bytes)
        }
    }
}

/// What has parts.
extension OutputWriter {
    /// A structure.
    mutating func structure(_ name: String, _ content: (inout OutputWriter) -> Void) {
        begin(name)
        openStructure()
        content(&self)
        closeStructure()
        end(name)
    }

    /// A list of structures.
    ///
    /// - Parameter item: the element of a member, where it isn't the protocol's usual one.
    mutating func list<Member>(
        _ name: String,
        of members: some Sequence<Member>,
        item: String? = nil,
        _ content: (inout OutputWriter, Member) -> Void
    ) {
        list(name, item: item, of: members) { writer, member in
            writer.openStructure()
            content(&writer, member)
            writer.closeStructure()
        }
    }

    /// A list of texts.
    mutating func texts(_ name: String, _ texts: some Sequence<String>, item: String? = nil) {
        list(name, item: item, of: texts) { $0.bare($1) }
    }

    /// A list of numbers.
    mutating func decimals(_ name: String, _ numbers: some Sequence<Double>) {
        list(name, item: nil, of: numbers) { $0.bare($1) }
    }

    /// A list of moments.
    mutating func moments(_ name: String, _ moments: some Sequence<Timestamp>) {
        list(name, item: nil, of: moments) { $0.bare($1) }
    }

    /// A map of texts, in the given order.
    mutating func map(_ name: String, of entries: some Sequence<(key: String, value: String)>) {
        map(name, of: entries) { $0.bare($1) }
    }

    /// A map of numbers, in the given order.
    mutating func decimals(_ name: String, byKey entries: some Sequence<(key: String, value: Double)>) {
        map(name, of: entries) { $0.bare($1) }
    }

    /// A map of structures, in the given order.
    mutating func map<Value>(
        _ name: String,
        ofStructures entries: some Sequence<(key: String, value: Value)>,
        _ content: (inout OutputWriter, Value) -> Void
    ) {
        map(name, of: entries) { writer, value in
            writer.openStructure()
            content(&writer, value)
            writer.closeStructure()
        }
    }
}

/// The syntaxes' differences.
extension OutputWriter {
    private mutating func begin(_ name: String) {
        switch syntax {
        case .xml: XMLText.open(name, in: &bytes)
        case .json: JSONText.appendName(name, to: &bytes)
        case .cbor: CBORText.append(name, to: &bytes)
        }
    }

    private mutating func end(_ name: String) {
        guard case .xml = syntax else { return }
        XMLText.close(name, in: &bytes)
    }

    /// Begins the members of a structure that has its name already, or needs none.
    mutating func openStructure() {
        switch syntax {
        case .xml: break
        case .json: bytes.append(UInt8(ascii: "{"))
        case .cbor: bytes.append(CBORText.openMap)
        }
    }

    /// Ends them.
    mutating func closeStructure() {
        switch syntax {
        case .xml: break
        case .json: bytes.append(UInt8(ascii: "}"))
        case .cbor: bytes.append(CBORText.end)
        }
    }

    private mutating func list<Member>(
        _ name: String,
        item: String?,
        of members: some Sequence<Member>,
        _ content: (inout OutputWriter, Member) -> Void
    ) {
        if let element = flattening?.lists[name] {
            for member in members {
                begin(element)
                content(&self, member)
                end(element)
            }
            return
        }
        begin(name)
        switch syntax {
        case .xml(let usual):
            for member in members {
                XMLText.open(item ?? usual, in: &bytes)
                content(&self, member)
                XMLText.close(item ?? usual, in: &bytes)
            }
        case .json:
            bytes.append(UInt8(ascii: "["))
            for member in members {
                JSONText.separate(&bytes)
                content(&self, member)
            }
            bytes.append(UInt8(ascii: "]"))
        case .cbor:
            bytes.append(CBORText.openList)
            for member in members { content(&self, member) }
            bytes.append(CBORText.end)
        }
        end(name)
    }

    private mutating func map<Value>(
        _ name: String,
        of entries: some Sequence<(key: String, value: Value)>,
        _ content: (inout OutputWriter, Value) -> Void
    ) {
        if let names = flattening?.maps[name] {
            for (key, value) in entries { entry(key, value, names, content) }
            return
        }
        begin(name)
        openStructure()
        for (key, value) in entries {
            switch syntax {
            case .xml: entry(key, value, ("entry", "key", "value"), content)
            case .json, .cbor:
                begin(key)
                content(&self, value)
            }
        }
        closeStructure()
        end(name)
    }

    /// An entry of a map in XML.
    private mutating func entry<Value>(
        _ key: String,
        _ value: Value,
        _ names: (entry: String, key: String, value: String),
        _ content: (inout OutputWriter, Value) -> Void
    ) {
        XMLText.open(names.entry, in: &bytes)
        XMLText.append(names.key, key, to: &bytes)
        XMLText.open(names.value, in: &bytes)
        content(&self, value)
        XMLText.close(names.value, in: &bytes)
        XMLText.close(names.entry, in: &bytes)
    }

    private mutating func bare(_ text: String) {
        switch syntax {
        case .xml: XMLText.appendEscaped(text, to: &bytes)
        case .json: JSONText.append(text, to: &bytes)
        case .cbor: CBORText.append(text, to: &bytes)
        }
    }

    private mutating func bare(_ number: Double) {
        switch syntax {
        case .xml: bytes += "\(number)".utf8
        case .json: JSONText.append(number, to: &bytes)
        case .cbor: CBORText.append(number, to: &bytes)
        }
    }

    private mutating func bare(_ moment: Timestamp) {
        switch syntax {
        case .xml: bytes += moment.iso8601.utf8
        case .json: JSONText.append(moment, to: &bytes)
        case .cbor: CBORText.append(moment, to: &bytes)
        }
    }
}
