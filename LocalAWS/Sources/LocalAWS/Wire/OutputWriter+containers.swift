internal import Platform

/// What has parts: structures, lists and maps.
extension OutputWriter {
    /// A structure.
    mutating func structure(_ name: String, _ content: (inout OutputWriter) -> Void) {
        member(name) {
            $0.openStructure()
            content(&$0)
            $0.closeStructure()
        }
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
        writeMembers(name, item: item, of: members) { writer, member in
            writer.openStructure()
            content(&writer, member)
            writer.closeStructure()
        }
    }

    /// A list of texts.
    mutating func texts(_ name: String, _ texts: some Sequence<String>, item: String? = nil) {
        writeMembers(name, item: item, of: texts) { $0.value($1) }
    }

    /// A list of numbers.
    mutating func decimals(_ name: String, _ numbers: some Sequence<Double>) {
        writeMembers(name, item: nil, of: numbers) { $0.value($1) }
    }

    /// A list of moments.
    mutating func moments(_ name: String, _ moments: some Sequence<Timestamp>) {
        writeMembers(name, item: nil, of: moments) { $0.value($1) }
    }

    /// A map of texts, in the given order.
    mutating func map(_ name: String, of entries: some Sequence<(key: String, value: String)>) {
        writeEntries(name, of: entries) { $0.value($1) }
    }

    /// A map of numbers, in the given order.
    mutating func decimals(_ name: String, byKey entries: some Sequence<(key: String, value: Double)>) {
        writeEntries(name, of: entries) { $0.value($1) }
    }

    /// A map of structures, in the given order.
    mutating func map<Value>(
        _ name: String,
        ofStructures entries: some Sequence<(key: String, value: Value)>,
        _ content: (inout OutputWriter, Value) -> Void
    ) {
        writeEntries(name, of: entries) { writer, value in
            writer.openStructure()
            content(&writer, value)
            writer.closeStructure()
        }
    }
}
