/// Keeps what a function is now as a version with a number. What has not changed since the last one is that one.
struct PublishVersion: FunctionOperation {
    static let name = "PublishVersion"
    static let honours: Set<String> = ["FunctionName", "CodeSha256", "Description", "RevisionId"]
    static let refuses: Set<String> = ["PublishTo"]
    static let mutates = true
    static let route: Route? = Route("POST /2015-03-31/functions/{FunctionName}/versions", status: 201)

    let function: FunctionReference
    private let sha256: String?
    private let description: String?
    private let revisionID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        sha256 = parameters.optional("CodeSha256")
        description = parameters.optional("Description")
        revisionID = parameters.optional("RevisionId")
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> FunctionView {
        let found = try state.function(function, context)
        try found.checkUpdate(revisionID: revisionID, context)
        if let sha256, sha256 != found.latest.code.sha256 {
            throw .invalidLambdaParameter(
                "CodeSHA256 (\(sha256)) is different from current CodeSHA256 in $LATEST (\(found.latest.code.sha256)). "
                    + "Please try again with the CodeSHA256 in $LATEST."
            )
        }
        let version = state.publish(found.name, description: description, &context) ?? found.latest
        return FunctionView(version, of: found.name, qualifier: version.number, context)
    }

    static func render(_ output: FunctionView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

extension LambdaState {
    /// Keeps what a function is now under the next number, unless it is still what the last one is.
    mutating func publish(
        _ name: String,
        description: String?,
        _ context: inout ActionContext
    ) -> FunctionVersion? {
        guard var function = functions[name] else { return nil }
        var version = function.latest
        if let description { version.settings.description = description }
        if let last = function.published.last, last.code == version.code, last.settings == version.settings {
            return last
        }
        function.lastNumber += 1
        version.number = "\(function.lastNumber)"
        version.revisionID = context.identifiers.uuid()
        version.lastModified = context.now
        function.published.append(version)
        functions[name] = function
        return version
    }
}

/// Lists the versions of a function, `$LATEST` first.
struct ListVersionsByFunction: FunctionOperation {
    static let name = "ListVersionsByFunction"
    static let honours: Set<String> = MarkerRequest.parameters.union(["FunctionName"])
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}/versions")

    let function: FunctionReference
    private let page: MarkerRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        page = try MarkerRequest(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<FunctionView> {
        let found = try state.function(function, context)
        let page = page.page(of: found.versions, by: \.number)
        return Page(
            items: page.items.map { FunctionView($0, of: found.name, qualifier: $0.number, context) },
            nextToken: page.nextToken
        )
    }

    static func render(_ output: Page<FunctionView>, to writer: inout OutputWriter) {
        writer.list("Versions", of: output.items) { $1.render(to: &$0) }
        writer.text("NextMarker", output.nextToken)
    }
}
