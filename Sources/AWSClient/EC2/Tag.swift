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
        var keys: Set<String> = []
        for tag in self {
            let shown = printable(tag.key.utf8, limit: 60)
            guard (1...Tag.longestKey).contains(tag.key.utf16.count) else {
                throw action.invalid("the tag key '\(shown)' isn't 1 to \(Tag.longestKey) characters long")
            }
            guard tag.value.utf16.count <= Tag.longestValue else {
                throw action.invalid(
                    "the value of tag '\(shown)' is longer than \(Tag.longestValue) characters"
                )
            }
            guard !tag.key.prefix(4).lowercased().elementsEqual("aws:") else {
                throw action.invalid("the tag key '\(shown)' begins with 'aws:', which is reserved for AWS")
            }
            guard keys.insert(tag.key).inserted else {
                throw action.invalid("the tag key '\(shown)' is there twice")
            }
        }
    }
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
