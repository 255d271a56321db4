/// The tags of functions and mappings: a map in calls and answers.
enum FunctionTags {
    private static let limit = 50

    /// The tags of `Tags`, checked.
    static func tags(of parameters: Parameters) throws(ServiceError) -> [String: String] {
        var tags: [String: String] = [:]
        for entry in try parameters.map("Tags") {
            do throws(ServiceError) {
                try TagRules.check(Tag(key: entry.key, value: entry.value))
            } catch {
                throw .invalidLambdaParameter(error.message)
            }
            tags[entry.key] = entry.value
        }
        return tags
    }

    /// Both together; the new ones win.
    static func merging(
        _ new: [String: String],
        into old: [String: String]
    ) throws(ServiceError) -> [String: String] {
        let tags = old.merging(new) { _, new in new }
        guard tags.count <= limit else {
            throw .invalidLambdaParameter("A resource can have at most \(limit) tags.")
        }
        return tags
    }

    /// Writes the map, which a function without tags hasn't got.
    static func render(_ tags: [String: String], to writer: inout OutputWriter) {
        guard !tags.isEmpty else { return }
        writer.map("Tags", of: tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}

/// What an action on tags is about, by its parameter `Resource`: the ARN of a function or of an event source mapping.
enum TaggedResource: Sendable, Hashable {
    case function(FunctionReference)
    case mapping(uuid: String)

    init(_ parameters: Parameters) throws(ServiceError) {
        let text = try parameters.required("Resource")
        if let arn = ARN(text), arn.service == "lambda", arn.resource.hasPrefix("event-source-mapping:") {
            self = .mapping(uuid: String(arn.resource.dropFirst("event-source-mapping:".count)))
            return
        }
        guard text.hasPrefix("arn:"), let reference = FunctionReference(text) else {
            throw .invalidLambdaParameter(
                "\(text) is not the ARN of a function or an event source mapping, which is all that has tags in local-aws."
            )
        }
        guard reference.qualifier == nil else {
            throw .invalidLambdaParameter("Tags on function aliases and versions are not supported.")
        }
        self = .function(reference)
    }

    func arn(in context: ActionContext) -> String {
        switch self {
        case .function(let reference): reference.arn(in: context)
        case .mapping(let uuid): context.arn("lambda", "event-source-mapping:\(uuid)")
        }
    }

    func tags(in state: LambdaState, _ context: ActionContext) throws(ServiceError) -> [String: String] {
        switch self {
        case .function(let reference): return try state.function(reference, context).tags
        case .mapping(let uuid):
            guard let mapping = state.mappings[uuid] else {
                throw .lambdaNotFound("The resource you requested does not exist.")
            }
            return mapping.tags
        }
    }

    /// Gives what is there those tags and no others.
    func set(_ tags: [String: String], in state: inout LambdaState) {
        switch self {
        case .function(let reference): state.functions[reference.name]?.tags = tags
        case .mapping(let uuid): state.mappings[uuid]?.tags = tags
        }
    }
}

/// An action on the tags of something.
protocol LambdaTagOperation: LambdaOperation {
    var resource: TaggedResource { get }
}

extension LambdaTagOperation {
    func permissions(in state: LambdaState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: resource.arn(in: context))]
    }
}

/// Shows the tags of a function or a mapping.
struct ListLambdaTags: LambdaTagOperation {
    static let name = "ListTags"
    static let honours: Set<String> = ["Resource"]
    static let mutates = false
    static let route: Route? = Route("GET /2017-03-31/tags/{Resource}")

    let resource: TaggedResource

    init(_ parameters: Parameters) throws(ServiceError) {
        resource = try TaggedResource(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [String: String] {
        try resource.tags(in: state, context)
    }

    static func render(_ output: [String: String], to writer: inout OutputWriter) {
        writer.map("Tags", of: output.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}

/// Sets tags of a function or a mapping.
struct TagLambdaResource: LambdaTagOperation {
    static let name = "TagResource"
    static let honours: Set<String> = ["Resource", "Tags"]
    static let mutates = true
    static let route: Route? = Route("POST /2017-03-31/tags/{Resource}", status: 204)

    let resource: TaggedResource
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        resource = try TaggedResource(parameters)
        tags = try FunctionTags.tags(of: parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let old = try resource.tags(in: state, context)
        resource.set(try FunctionTags.merging(tags, into: old), in: &state)
    }
}

/// Takes tags off a function or a mapping.
struct UntagLambdaResource: LambdaTagOperation {
    static let name = "UntagResource"
    static let honours: Set<String> = ["Resource", "tagKeys.N"]
    static let mutates = true
    static let route: Route? = Route("DELETE /2017-03-31/tags/{Resource}", status: 204)

    let resource: TaggedResource
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        resource = try TaggedResource(parameters)
        keys = parameters.list("tagKeys")
        guard !keys.isEmpty else { throw .missingParameter("TagKeys") }
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let old = try resource.tags(in: state, context)
        resource.set(old.filter { !keys.contains($0.key) }, in: &state)
    }
}
