/// One condition on what a describe action returns: any of the values will do. Several filters must all be met.
package struct Filter: Sendable, Hashable {
    /// The filter's name, `attachment.instance-id` or `tag:KEY`.
    package let name: String
    /// The values. In them `*` stands for anything, `?` for any character, and `\` takes their meaning from the two.
    package let values: [String]

    /// A filter of that name.
    package init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values
    }

    /// What is attached to the instance.
    package static func attached(toInstance instanceID: String) -> Filter {
        Filter(attachedInstance, [instanceID])
    }

    /// What has a tag with that key and exactly one of these values, whatever characters are in them.
    package static func tag(_ key: String, exactly values: [String]) -> Filter {
        Filter("tag:\(key)", values.map(withoutWildcards))
    }

    private static let attachedInstance = "attachment.instance-id"

    /// The filters whose values are identifiers, for which a wildcard or a slip of the pen would mean others' volumes.
    fileprivate static let identifiers: [String: ResourceID] = [
        attachedInstance: .instance, "volume-id": .volume, "snapshot-id": .snapshot,
    ]
}

private func withoutWildcards(_ value: String) -> String {
    var escaped = ""
    for character in value.unicodeScalars {
        if character == "*" || character == "?" || character == "\\" { escaped += "\\" }
        escaped.unicodeScalars.append(character)
    }
    return escaped
}

extension [Filter] {
    /// EC2's limits on one call.
    private static var mostFilters: Int { 50 }
    private static var mostValues: Int { 200 }

    /// - Throws: `.invalidCall` when the filters would let everything through, or EC2 would refuse them.
    func check(for action: EC2Action) throws(AWSClientError) {
        guard !isEmpty else {
            throw action.invalid("without a filter it would mean all there are in the account")
        }
        guard count <= Self.mostFilters else {
            throw action.invalid("it has more than \(Self.mostFilters) filters")
        }
        for filter in self {
            guard !filter.name.isEmpty else { throw action.invalid("a filter has no name") }
            guard !filter.values.isEmpty, !filter.values.contains("") else {
                throw action.invalid("the filter \(filter.name) has an empty value or none")
            }
            guard filter.values.count <= Self.mostValues else {
                throw action.invalid("the filter \(filter.name) has more than \(Self.mostValues) values")
            }
            guard let kind = Filter.identifiers[filter.name] else { continue }
            for value in filter.values { try kind.check(value, for: action) }
        }
    }
}

extension QueryParameters {
    mutating func set(filters: [Filter]) {
        list("Filter", filters) { form, filter in
            form.set("Name", filter.name)
            form.list("Value", filter.values)
        }
    }
}
