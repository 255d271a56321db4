/// Lists tags, each with its resource.
struct DescribeTags: EC2Operation {
    static let name = "DescribeTags"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters)
    static let mutates = false

    /// A tag and whose it is.
    struct TagOfResource: Sendable {
        let resourceID: String
        let kind: ResourceKind
        let tag: Tag
        /// Its place among all tags: the number of its resource, then its place there.
        let position: Int
    }

    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("", false))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<TagOfResource> {
        state.settle(at: context.now)
        return page.page(of: candidates(in: state, context), position: \.position) {
            Self.filterTable.passes($0, filters) ? $0 : nil
        }
    }

    private func candidates(in state: EC2State, _ context: ActionContext) -> [TagOfResource] {
        var resources: [any EC2Resource] = []
        if let ids = filters.exactValues(of: "resource-id") {
            for id in Set(ids) { resources += [state.resource(id)].compactMap { $0 } }
        } else {
            for instance in state.instances { resources.append(instance) }
            for volume in state.volumes { resources.append(volume) }
            for snapshot in state.snapshots { resources.append(snapshot) }
            for template in state.launchTemplates { resources.append(template) }
            for group in state.securityGroups { resources.append(group) }
            for keyPair in state.keyPairs { resources.append(keyPair) }
        }
        return
            resources
            .filter { $0.isVisible(at: context.now) && !$0.tags.isEmpty }
            .sorted { $0.sequence < $1.sequence }
            .flatMap(Self.tags)
    }

    private static func tags(of resource: any EC2Resource) -> [TagOfResource] {
        guard let kind = ResourceKind(ofID: resource.id) else { return [] }
        return resource.tags.enumerated().map { index, tag in
            TagOfResource(
                resourceID: resource.id,
                kind: kind,
                tag: tag,
                position: resource.sequence << 8 | index
            )
        }
    }

    private static let filterTable = FilterTable<TagOfResource>(
        tags: { TagList([$0.tag]) },
        [
            "key": { [$0.tag.key] },
            "resource-id": { [$0.resourceID] },
            "resource-type": { [$0.kind.tagType] },
            "value": { [$0.tag.value] },
        ]
    )

    static func render(_ page: Page<TagOfResource>, to xml: inout OutputWriter) {
        xml.list("tagSet", of: page.items) { xml, item in
            xml.text("resourceId", item.resourceID)
            xml.text("resourceType", item.kind.tagType)
            xml.text("key", item.tag.key)
            xml.text("value", item.tag.value)
        }
        xml.text("nextToken", page.nextToken)
    }
}
