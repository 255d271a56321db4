/// TagRole and TagUser.
struct TagIdentity<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Tag\(Holder.noun)" }
    static var honours: Set<String> { IAMTags.parameters.union([Holder.nameParameter]) }
    static var mutates: Bool { true }

    let holderName: String
    private let tags: [Tag]

    var requestKeys: [String: [String]] { IAMTags.keys(tags) }

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        tags = try IAMTags.list(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            holder.tags = holder.tags.merged(with: tags)
            try IAMTags.checkCount(holder.tags)
        }
    }
}

/// UntagRole and UntagUser.
struct UntagIdentity<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Untag\(Holder.noun)" }
    static var honours: Set<String> { [Holder.nameParameter, "TagKeys.N"] }
    static var mutates: Bool { true }

    let holderName: String
    private let keys: [String]

    var requestKeys: [String: [String]] { ["aws:TagKeys": keys] }

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        keys = parameters.list("TagKeys")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { holder in
            holder.tags.remove { keys.contains($0.key) }
        }
    }
}

/// ListRoleTags and ListUserTags.
struct ListIdentityTags<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "List\(Holder.noun)Tags" }
    static var honours: Set<String> { IAMPageRequest.parameters.union([Holder.nameParameter]) }
    static var mutates: Bool { false }

    let holderName: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<Tag> {
        let tags = try state.identity(Holder.self, holderName).tags
        return page.page(of: tags.sorted { $0.key < $1.key }, key: \.key)
    }

    static func render(_ output: IAMPage<Tag>, to writer: inout OutputWriter) {
        writer.tags(TagList(output.items))
        writer.end(of: output)
    }
}
