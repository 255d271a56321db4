/// A tag of a resource.
package struct Tag: Codable, Sendable, Hashable {
    /// Up to 128 characters, in which case counts.
    package let key: String
    /// Up to 256 characters; may be empty.
    package let value: String
}

/// The tags of a resource, in the order in which their keys were first set. A key is there once.
struct TagList: Sendable, Equatable {
    /// How many tags of its owner's a resource may have; AWS's own don't count.
    static let maximumCount = 50

    private var tags: [Tag] = []

    init(_ tags: [Tag] = []) {
        for tag in tags { set(tag) }
    }

    func value(of key: String) -> String? {
        tags.first { $0.key == key }?.value
    }

    /// Adds a tag, or overwrites the one with the same key.
    mutating func set(_ tag: Tag) {
        if let position = tags.firstIndex(where: { $0.key == tag.key }) {
            tags[position] = tag
        } else {
            tags.append(tag)
        }
    }

    /// Removes the tags that fit.
    mutating func remove(where fits: (Tag) -> Bool) {
        tags.removeAll(where: fits)
    }

    /// The same with more tags, which win over those with the same key.
    func merged(with more: [Tag]) -> TagList {
        var merged = self
        for tag in more { merged.set(tag) }
        return merged
    }

    /// The tags that aren't AWS's own.
    var userTags: [Tag] { tags.filter { !TagRules.isReserved($0.key) } }

    /// Refuses a list that has become too long.
    func checkCount() throws(ServiceError) {
        guard userTags.count <= Self.maximumCount else {
            throw ServiceError(
                "TagLimitExceeded",
                "The maximum number of Tags for a resource has been reached (\(Self.maximumCount))."
            )
        }
    }
}

extension TagList: RandomAccessCollection {
    var startIndex: Int { tags.startIndex }
    var endIndex: Int { tags.endIndex }
    subscript(position: Int) -> Tag { tags[position] }
}

extension TagList: Codable {
    init(from decoder: any Decoder) throws {
        tags = try [Tag](from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try tags.encode(to: encoder)
    }
}

extension OutputWriter {
    /// A resource's tags; left out when it has none, as EC2 does in most answers.
    mutating func tagSet(_ tags: TagList) {
        guard !tags.isEmpty else { return }
        list("tagSet", of: tags) { xml, tag in
            xml.text("key", tag.key)
            xml.text("value", tag.value)
        }
    }
}
