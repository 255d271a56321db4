/// Sets tags of a policy of the account's.
struct TagPolicy: PolicyOperation {
    static let name = "TagPolicy"
    static let honours: Set<String> = IAMTags.parameters.union(["PolicyArn"])
    static let mutates = true

    let policyARN: String
    private let tags: [Tag]

    var requestKeys: [String: [String]] { IAMTags.keys(tags) }

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        tags = try IAMTags.list(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.updatePolicy(policyARN) { (policy: inout ManagedPolicy) throws(ServiceError) in
            policy.tags = policy.tags.merged(with: tags)
            try IAMTags.checkCount(policy.tags)
        }
    }
}

/// Removes tags of a policy of the account's.
struct UntagPolicy: PolicyOperation {
    static let name = "UntagPolicy"
    static let honours: Set<String> = ["PolicyArn", "TagKeys.N"]
    static let mutates = true

    let policyARN: String
    private let keys: [String]

    var requestKeys: [String: [String]] { ["aws:TagKeys": keys] }

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        keys = parameters.list("TagKeys")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.updatePolicy(policyARN) { policy in policy.tags.remove { keys.contains($0.key) } }
    }
}

/// Lists the tags of a policy.
struct ListPolicyTags: PolicyOperation {
    static let name = "ListPolicyTags"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["PolicyArn"])
    static let mutates = false

    let policyARN: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<Tag> {
        let tags = try state.requiredPolicy(policyARN).tags
        return page.page(of: tags.sorted { $0.key < $1.key }, key: \.key)
    }

    static func render(_ output: IAMPage<Tag>, to writer: inout OutputWriter) {
        writer.tags(TagList(output.items))
        writer.end(of: output)
    }
}
