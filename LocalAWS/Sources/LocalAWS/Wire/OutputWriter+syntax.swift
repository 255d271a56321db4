internal import Platform

/// The syntaxes' differences.
extension OutputWriter {
    /// A member: its name, and what `write` writes as its value.
    mutating func member(_ name: String, _ write: (inout OutputWriter) -> Void) {
        begin(name)
        write(&self)
        end(name)
    }

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

    mutating func writeMembers<Member>(
        _ name: String,
        item: String?,
        of members: some Sequence<Member>,
        _ content: (inout OutputWriter, Member) -> Void
    ) {
        if let element = flattening?.lists[name] {
            for member in members {
                self.member(element) { content(&$0, member) }
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

    mutating func writeEntries<Value>(
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
            case .json, .cbor: member(key) { content(&$0, value) }
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
}

/// Values without a name: members of lists and maps, or of a member whose name is written.
extension OutputWriter {
    mutating func value(_ text: String) {
        switch syntax {
        case .xml: XMLText.appendEscaped(text, to: &bytes)
        case .json: JSONText.append(text, to: &bytes)
        case .cbor: CBORText.append(text, to: &bytes)
        }
    }

    mutating func value(_ number: Int) {
        switch syntax {
        case .xml, .json: bytes += String(number).utf8
        case .cbor: CBORText.append(number, to: &bytes)
        }
    }

    mutating func value(_ number: Double) {
        switch syntax {
        case .xml: bytes += "\(number)".utf8
        case .json: JSONText.append(number, to: &bytes)
        case .cbor: CBORText.append(number, to: &bytes)
        }
    }

    mutating func value(_ flag: Bool) {
        switch syntax {
        case .xml, .json: bytes += (flag ? "true" : "false").utf8
        case .cbor: CBORText.append(flag, to: &bytes)
        }
    }

    mutating func value(_ moment: Timestamp) {
        switch syntax {
        case .xml: bytes += moment.iso8601.utf8
        case .json: JSONText.append(moment, to: &bytes)
        case .cbor: CBORText.append(moment, to: &bytes)
        }
    }
}
