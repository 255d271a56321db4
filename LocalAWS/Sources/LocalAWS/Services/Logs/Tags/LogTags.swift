/// The tags of groups: a map, in this service.
enum LogTags {
    private static let maximumCount = 50

    /// The `tags` of a call.
    static func read(_ parameters: Parameters) throws(ServiceError) -> [String: String] {
        let tags = Dictionary(try parameters.map("tags")) { _, last in last }
        for (key, value) in tags {
            guard (1...128).contains(key.unicodeScalars.count), value.unicodeScalars.count <= 256 else {
                throw .invalidLogParameter("The tag '\(key)' is too long, or has no name.")
            }
            guard !key.hasPrefix("aws:") else {
                throw .invalidLogParameter("Tag keys that begin with aws: are reserved.")
            }
        }
        try checkCount(tags)
        return tags
    }

    static func checkCount(_ tags: [String: String]) throws(ServiceError) {
        guard tags.count <= maximumCount else {
            throw ServiceError("TooManyTagsException", "A log group has \(maximumCount) tags at most.")
        }
    }
}

extension LogsState {
    /// Adds tags to a group.
    mutating func tag(_ groupName: String, _ tags: [String: String]) throws(ServiceError) {
        let merged = try group(groupName).tags.merging(tags) { _, new in new }
        try LogTags.checkCount(merged)
        updateGroup(groupName) { $0.tags = merged }
    }

    /// Removes tags from a group.
    mutating func untag(_ groupName: String, _ keys: [String]) throws(ServiceError) {
        _ = try group(groupName)
        updateGroup(groupName) { group in
            for key in keys { group.tags.removeValue(forKey: key) }
        }
    }
}
