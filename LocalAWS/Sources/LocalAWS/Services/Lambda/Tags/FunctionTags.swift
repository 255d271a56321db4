/// The tags of functions: a map in calls and answers.
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

/// The parameter `Resource` of the actions on tags: the ARN of a function.
private enum TaggedFunction {
    static func reference(_ parameters: Parameters) throws(ServiceError) -> FunctionReference {
        let text = try parameters.required("Resource")
        guard text.hasPrefix("arn:"), let reference = FunctionReference(text) else {
            throw .invalidLambdaParameter(
                "\(text) is not the ARN of a function, which is all that has tags in local-aws."
            )
        }
        guard reference.qualifier == nil else {
            throw .invalidLambdaParameter("Tags on function aliases and versions are not supported.")
        }
        return reference
    }
}

/// Shows the tags of a function.
struct ListFunctionTags: FunctionOperation {
    static let name = "ListTags"
    static let honours: Set<String> = ["Resource"]
    static let mutates = false
    static let route: Route? = Route("GET /2017-03-31/tags/{Resource}")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try TaggedFunction.reference(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [String: String] {
        try state.function(function, context).tags
    }

    static func render(_ output: [String: String], to writer: inout OutputWriter) {
        writer.map("Tags", of: output.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}

/// Sets tags of a function.
struct TagFunction: FunctionOperation {
    static let name = "TagResource"
    static let honours: Set<String> = ["Resource", "Tags"]
    static let mutates = true
    static let route: Route? = Route("POST /2017-03-31/tags/{Resource}", status: 204)

    let function: FunctionReference
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try TaggedFunction.reference(parameters)
        tags = try FunctionTags.tags(of: parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        state.functions[found.name]?.tags = try FunctionTags.merging(tags, into: found.tags)
    }
}

/// Takes tags off a function.
struct UntagFunction: FunctionOperation {
    static let name = "UntagResource"
    static let honours: Set<String> = ["Resource", "tagKeys.N"]
    static let mutates = true
    static let route: Route? = Route("DELETE /2017-03-31/tags/{Resource}", status: 204)

    let function: FunctionReference
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try TaggedFunction.reference(parameters)
        keys = parameters.list("tagKeys")
        guard !keys.isEmpty else { throw .missingParameter("TagKeys") }
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        for key in keys { state.functions[found.name]?.tags[key] = nil }
    }
}
