/// Shows a function: its configuration, where its code can be fetched, its tags.
struct GetFunction: FunctionOperation {
    static let name = "GetFunction"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}")

    /// What it shows.
    struct Output: Sendable {
        let view: FunctionView
        let location: String
        let tags: [String: String]
        let reservedConcurrency: Int?
    }

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> Output
    {
        let found = try state.function(function, context)
        let version = try state.version(function, context)
        return Output(
            view: FunctionView(version, of: found.name, qualifier: function.qualifier, context),
            location: CodeLocation(region: context.region.name, function: found.name, version: version.number)
                .url(at: context.endpointURL),
            tags: found.tags,
            reservedConcurrency: found.reservedConcurrency
        )
    }

    static func render(_ output: Output, to writer: inout OutputWriter) {
        writer.structure("Configuration") { output.view.render(to: &$0) }
        writer.structure("Code") {
            $0.text("RepositoryType", "S3")
            $0.text("Location", output.location)
        }
        FunctionTags.render(output.tags, to: &writer)
        if let reserved = output.reservedConcurrency {
            writer.structure("Concurrency") { $0.number("ReservedConcurrentExecutions", reserved) }
        }
    }
}

/// Shows a function's configuration alone.
struct GetFunctionConfiguration: FunctionOperation {
    static let name = "GetFunctionConfiguration"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}/configuration")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> FunctionView {
        let version = try state.version(function, context)
        return FunctionView(version, of: function.name, qualifier: function.qualifier, context)
    }

    static func render(_ output: FunctionView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}
