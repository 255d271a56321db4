/// Removes tags from resources: those with a given key, or with a given key and value, or all.
struct DeleteTags: EC2Operation {
    static let name = "DeleteTags"
    static let honours: Set<String> = ["ResourceId.N", "Tag.N.Key", "Tag.N.Value"]
    static let mutates = true

    struct Criterion {
        let key: String
        /// Nil when the value doesn't matter.
        let value: String?
    }

    let resourceIDs: [String]
    let criteria: [Criterion]

    init(_ parameters: Parameters) throws(ServiceError) {
        resourceIDs = try TaggedResources.ids(parameters)
        var criteria: [Criterion] = []
        for member in parameters.structures("Tag") {
            let criterion = Criterion(key: member.text("Key") ?? "", value: member.text("Value"))
            try TagRules.check(Tag(key: criterion.key, value: criterion.value ?? ""))
            criteria.append(criterion)
        }
        self.criteria = criteria
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        for id in resourceIDs { _ = try state.tags(of: id, at: context.now) }
        for id in resourceIDs {
            state.updateTags(of: id) { $0.remove(where: isMeant) }
        }
    }

    /// Without criteria all of the owner's tags are meant.
    private func isMeant(_ tag: Tag) -> Bool {
        guard !criteria.isEmpty else { return !TagRules.isReserved(tag.key) }
        return criteria.contains { $0.key == tag.key && ($0.value ?? tag.value) == tag.value }
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}
