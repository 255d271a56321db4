/// One `Filter.N` of a describe call. Its values are alternatives.
struct Filter: Sendable {
    let name: String
    let values: [WildcardPattern]

    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["Filter.N.Name", "Filter.N.Value.N"]

    private static let maximumCount = 50
    private static let maximumValues = 200

    /// The filters of a call, whose names the table must know.
    static func list<Subject>(
        _ parameters: Parameters,
        for table: FilterTable<Subject>
    ) throws(ServiceError) -> [Filter] {
        let members = parameters.structures("Filter")
        guard members.count <= maximumCount else {
            throw ServiceError("FilterLimitExceeded", "A call takes \(maximumCount) filters at most.")
        }
        var filters: [Filter] = []
        for member in members {
            let name = try member.required("Name")
            let values = member.list("Value")
            guard table.knows(name) else {
                throw ServiceError("InvalidParameterValue", "The filter '\(name)' is invalid")
            }
            guard !values.isEmpty else {
                throw ServiceError("InvalidParameterValue", "The filter '\(name)' has no values")
            }
            guard values.count <= maximumValues else {
                throw ServiceError("FilterLimitExceeded", "A filter takes \(maximumValues) values at most.")
            }
            filters.append(Filter(name: name, values: values.map(WildcardPattern.init)))
        }
        return filters
    }

    func matches(_ text: String) -> Bool {
        values.contains { $0.matches(text) }
    }
}

extension [Filter] {
    /// The values of the filter of that name, if they are all free of wild cards: the resources to look at
    /// are then known at once.
    func exactValues(of name: String) -> [String]? {
        guard let filter = first(where: { $0.name == name }) else { return nil }
        let texts = filter.values.compactMap(\.exactText)
        return texts.count == filter.values.count ? texts : nil
    }
}

/// The filters that a describe call knows: for each name, what a subject's values are.
struct FilterTable<Subject: Sendable>: Sendable {
    /// The values under a filter's name: none, one, or one for each of several parts.
    typealias Values = @Sendable (Subject) -> [String?]

    private let values: [String: Values]
    private let tags: (@Sendable (Subject) -> TagList)?

    /// - Parameter tags: the tags of a subject; with them `tag:<key>` and `tag-key` are known.
    init(tags: (@Sendable (Subject) -> TagList)? = nil, _ values: [String: Values]) {
        self.values = values
        self.tags = tags
    }

    func knows(_ name: String) -> Bool {
        values[name] != nil || tags != nil && (name == "tag-key" || name.hasPrefix("tag:"))
    }

    /// Whether a subject passes every filter.
    func passes(_ subject: Subject, _ filters: [Filter]) -> Bool {
        filters.allSatisfy { filter in
            if let values = values[filter.name] {
                return values(subject).contains { $0.map(filter.matches) ?? false }
            }
            guard let tags = tags?(subject) else { return false }
            if filter.name == "tag-key" { return tags.contains { filter.matches($0.key) } }
            return tags.value(of: String(filter.name.dropFirst(4))).map(filter.matches) ?? false
        }
    }
}
