/// A tag of a resource.
package struct Tag: Sendable, Hashable {
    /// Its key, with case.
    package let key: String
    /// Its value; may be empty.
    package let value: String

    /// A tag of that key and value.
    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// The longest key, in UTF-16 code units: never more than AWS accepts, whichever way it counts characters.
    package static let longestKey = 128
    /// The longest value, in UTF-16 code units.
    package static let longestValue = 256
    /// The most tags that one resource may have, those beginning with `aws:` not counted.
    package static let mostPerResource = 50
}

extension Tag {
    init(_ element: XMLElement) throws(XMLProblem) {
        guard let key = element.text("key") else { throw XMLProblem("a tag has no <key>") }
        self.init(key: key, value: element.text("value") ?? "")
    }
}

extension [Tag] {
    /// - Throws: `.invalidCall` when EC2 would refuse the tags.
    func check(for action: EC2Action) throws(AWSClientError) {
        guard count <= Tag.mostPerResource else {
            throw action.invalid(
                "\(count) tags are more than the \(Tag.mostPerResource) that a resource may have"
            )
        }
        for (index, tag) in enumerated() {
            let isRepeated = self[..<index].contains { $0.key == tag.key }
            guard let problem = tag.problem ?? (isRepeated ? "is there twice" : nil) else { continue }
            throw action.invalid("the tag key '\(printable(tag.key.utf8, limit: 60))' \(problem)")
        }
    }
}

extension Tag {
    /// Why EC2 would refuse the tag, as a clause about its key; nil when it wouldn't.
    fileprivate var problem: String? {
        guard !key.isEmpty, key.isAtMost(Self.longestKey) else {
            return "isn't 1 to \(Self.longestKey) characters long"
        }
        guard value.isAtMost(Self.longestValue) else {
            return "has a value longer than \(Self.longestValue) characters"
        }
        guard !key.utf8.prefix(4).map(lowerCased).elementsEqual("aws:".utf8) else {
            return "begins with 'aws:', which is reserved for AWS"
        }
        return nil
    }
}

extension String {
    /// Whether it has at most that many UTF-16 code units, of which there are never more than bytes of UTF-8.
    fileprivate func isAtMost(_ length: Int) -> Bool {
        utf8.count <= length || utf16.count <= length
    }
}

private func lowerCased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

extension QueryParameters {
    mutating func set(tags: [Tag]) {
        list("Tag", tags) { form, tag in
            form.set("Key", tag.key)
            form.set("Value", tag.value)
        }
    }

    /// The tags with which a snapshot is born.
    mutating func set(snapshotTags tags: [Tag]) {
        guard !tags.isEmpty else { return }
        list("TagSpecification", ["snapshot"]) { form, resourceType in
            form.set("ResourceType", resourceType)
            form.set(tags: tags)
        }
    }
}
