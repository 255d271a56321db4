/// Sets tags on resources: on all of them, or, if one of them can't be tagged, on none.
struct CreateTags: EC2Operation {
    static let name = "CreateTags"
    static let honours: Set<String> = ["ResourceId.N", "Tag.N.Key", "Tag.N.Value"]
    static let mutates = true

    let resourceIDs: [String]
    let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        resourceIDs = try TaggedResources.ids(parameters)
        tags = try TagRules.tags(of: parameters)
        guard !tags.isEmpty else { throw .missingParameter("tagSet") }
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        for id in resourceIDs {
            try state.tags(of: id, at: context.now).merged(with: tags).checkCount()
        }
        for id in resourceIDs {
            state.updateTags(of: id) { $0 = $0.merged(with: tags) }
        }
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}

/// The `ResourceId.N` of CreateTags and DeleteTags.
enum TaggedResources {
    private static let maximumCount = 1_000

    static func ids(_ parameters: Parameters) throws(ServiceError) -> [String] {
        let ids = parameters.list("ResourceId")
        guard !ids.isEmpty else { throw .missingParameter("resourceIdSet") }
        guard ids.count <= maximumCount else {
            throw ServiceError(
                "RequestResourceCountExceeded",
                "A call takes \(maximumCount) resources at most; it has \(ids.count)."
            )
        }
        return ids
    }
}
