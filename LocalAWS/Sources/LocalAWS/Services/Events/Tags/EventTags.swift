/// The tags of rules.
enum EventTags {
    /// The `Tags` of a call.
    static func read(_ parameters: Parameters) throws(ServiceError) -> TagList {
        var tags = TagList()
        for member in parameters.structures("Tags") {
            let key = try member.required("Key")
            guard let value = member.text("Value") else { throw .missingParameter(member.fullName("Value")) }
            guard key.unicodeScalars.count <= 128, value.unicodeScalars.count <= 256, !key.hasPrefix("aws:")
            else {
                throw .invalidRule("The tag '\(key)' is too long, or begins with aws:.")
            }
            tags.set(Tag(key: key, value: value))
        }
        try checkCount(tags)
        return tags
    }

    static func checkCount(_ tags: TagList) throws(ServiceError) {
        guard tags.count <= TagList.maximumCount else {
            throw .invalidRule("A rule has \(TagList.maximumCount) tags at most.")
        }
    }

    /// The name of the rule that a call's `ResourceARN` is of.
    static func ruleName(_ parameters: Parameters) throws(ServiceError) -> String {
        let text = try parameters.required("ResourceARN")
        guard let arn = ARN(text), arn.service == "events", arn.resource.hasPrefix("rule/") else {
            throw .invalidRule("Parameter ResourceARN is not valid. Reason: it is not that of a rule.")
        }
        return String(arn.resource.dropFirst("rule/".count))
    }
}

extension Events {
    /// Tags a rule.
    struct TagResource: EventsOperation {
        static let name = "TagResource"
        static let honours: Set<String> = ["ResourceARN", "Tags.N.Key", "Tags.N.Value"]
        static let mutates = true

        private let ruleName: String
        private let tags: TagList

        init(_ parameters: Parameters) throws(ServiceError) {
            ruleName = try EventTags.ruleName(parameters)
            tags = try EventTags.read(parameters)
        }

        func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
            context.rulePermission(ruleName)
        }

        func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
            let merged = try state.rule(ruleName).tags.merged(with: Array(tags))
            try EventTags.checkCount(merged)
            state.updateRule(ruleName) { $0.tags = merged }
        }
    }

    /// Removes tags of a rule.
    struct UntagResource: EventsOperation {
        static let name = "UntagResource"
        static let honours: Set<String> = ["ResourceARN", "TagKeys.N"]
        static let mutates = true

        private let ruleName: String
        private let keys: [String]

        init(_ parameters: Parameters) throws(ServiceError) {
            ruleName = try EventTags.ruleName(parameters)
            keys = parameters.list("TagKeys")
        }

        func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
            context.rulePermission(ruleName)
        }

        func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
            _ = try state.rule(ruleName)
            state.updateRule(ruleName) { $0.tags.remove { keys.contains($0.key) } }
        }
    }

    /// Shows the tags of a rule.
    struct ListTagsForResource: EventsOperation {
        static let name = "ListTagsForResource"
        static let honours: Set<String> = ["ResourceARN"]
        static let mutates = false

        private let ruleName: String

        init(_ parameters: Parameters) throws(ServiceError) {
            ruleName = try EventTags.ruleName(parameters)
        }

        func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
            context.rulePermission(ruleName)
        }

        func perform(
            on state: inout EventsState,
            in context: inout ActionContext
        ) throws(ServiceError) -> TagList {
            try state.rule(ruleName).tags
        }

        static func render(_ tags: TagList, to writer: inout OutputWriter) {
            writer.list("Tags", of: tags) { writer, tag in
                writer.text("Key", tag.key)
                writer.text("Value", tag.value)
            }
        }
    }
}
