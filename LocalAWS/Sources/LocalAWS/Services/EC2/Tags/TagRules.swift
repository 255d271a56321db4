/// What AWS allows as a tag.
enum TagRules {
    /// Whether only AWS may set that key.
    static func isReserved(_ key: String) -> Bool {
        key.utf8.count >= 4 && key.prefix(4).lowercased() == "aws:"
    }

    /// Refuses a tag that nobody could set.
    static func check(_ tag: Tag) throws(ServiceError) {
        guard !tag.key.isEmpty else {
            throw .invalidParameterValue("Tag key cannot be null or empty.")
        }
        guard tag.key.unicodeScalars.count <= 128 else {
            throw .invalidParameterValue("Tag key exceeds the maximum length of 128 characters")
        }
        guard tag.value.unicodeScalars.count <= 256 else {
            throw .invalidParameterValue("Tag value exceeds the maximum length of 256 characters")
        }
        guard !isReserved(tag.key) else {
            throw .invalidParameterValue("Tag keys starting with 'aws:' are reserved for internal use")
        }
    }

    /// Refuses a list in which a key comes twice.
    static func checkUnique(_ tags: [Tag]) throws(ServiceError) {
        var keys: Set<String> = []
        for tag in tags where !keys.insert(tag.key).inserted {
            throw .invalidParameterValue("Duplicate tag key '\(tag.key)' specified.")
        }
    }

    /// The tags of `Tag.N`, checked.
    static func tags(of parameters: Parameters) throws(ServiceError) -> [Tag] {
        var tags: [Tag] = []
        for member in parameters.structures("Tag") {
            let tag = Tag(key: member.text("Key") ?? "", value: member.text("Value") ?? "")
            try check(tag)
            tags.append(tag)
        }
        try checkUnique(tags)
        return tags
    }
}

/// The `TagSpecification.N` of a call that makes something: the tags are there from birth.
struct TagSpecifications: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "TagSpecification.N.ResourceType", "TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value",
    ]

    /// All of them, by kind.
    private(set) var all: [ResourceKind: [Tag]] = [:]

    init(_ parameters: Parameters, for kinds: [ResourceKind]) throws(ServiceError) {
        for member in parameters.structures("TagSpecification") {
            let type = try member.required("ResourceType")
            guard let kind = kinds.first(where: { $0.tagType == type }) else {
                throw .invalidParameterValue(
                    "'\(type)' is not a valid taggable resource type for this operation."
                )
            }
            guard all[kind] == nil else {
                throw .invalidParameterValue(
                    "The same resource type may not be specified more than once in tag specifications"
                )
            }
            let list = try TagRules.tags(of: member)
            guard !list.isEmpty else {
                throw .invalidParameterValue("Tag specification must have at least one tag")
            }
            try TagList(list).checkCount()
            all[kind] = list
        }
    }

    /// The tags for what is made of that kind.
    func tags(for kind: ResourceKind) -> [Tag] {
        all[kind] ?? []
    }
}
