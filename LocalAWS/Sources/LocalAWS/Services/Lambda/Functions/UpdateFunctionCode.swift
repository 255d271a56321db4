internal import Platform

/// Gives a function another zip file.
struct UpdateFunctionCode: FunctionOperation {
    static let name = "UpdateFunctionCode"
    static let honours: Set<String> = [
        "FunctionName", "ZipFile", "Publish", "DryRun", "RevisionId", "Architectures.N",
    ]
    static let refuses: Set<String> = [
        "S3Bucket", "S3Key", "S3ObjectVersion", "ImageUri", "SourceKMSKeyArn", "PublishTo",
    ]
    static let mutates = true
    static let route: Route? = Route("PUT /2015-03-31/functions/{FunctionName}/code")

    let function: FunctionReference
    private let zip: [UInt8]
    private let code: FunctionCode
    private let isPublished: Bool
    private let isDryRun: Bool
    private let revisionID: String?
    private let architecture: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        if let refused = ["S3Bucket", "ImageUri"].first(where: parameters.has) {
            throw .unsupportedParameter(refused, of: Self.name)
        }
        guard let zip = try parameters.bytes("ZipFile"), !zip.isEmpty else {
            throw .invalidLambdaParameter("Please provide a source for function code.")
        }
        self.zip = zip
        code = try FunctionCode(checking: zip)
        isPublished = try parameters.boolean("Publish") ?? false
        isDryRun = try parameters.boolean("DryRun") ?? false
        revisionID = parameters.optional("RevisionId")
        architecture = try Architecture.optional(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> FunctionView {
        let found = try state.function(function, context)
        try found.checkUpdate(revisionID: revisionID, context)
        var version = found.latest
        version.code = code
        version.settings.architecture = architecture ?? version.settings.architecture
        guard !isDryRun else { return FunctionView(version, of: found.name, qualifier: nil, context) }
        state.code.keep(zip, as: code)
        version = state.replaceLatest(of: found.name, with: version, &context)
        state.forgetUnusedCode()
        guard isPublished, let published = state.publish(found.name, description: nil, &context) else {
            return FunctionView(version, of: found.name, qualifier: nil, context)
        }
        return FunctionView(published, of: found.name, qualifier: published.number, context)
    }

    static func render(_ output: FunctionView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

extension LambdaFunction {
    /// Refuses a change of a function that is being made or changed, or is not what the caller thinks.
    func checkUpdate(revisionID: String?, _ context: ActionContext) throws(ServiceError) {
        if let revisionID, revisionID != latest.revisionID { throw .staleRevision }
        guard latest.isActive(at: context.now) else { throw .functionIsPending }
        guard !latest.isBeingUpdated(at: context.now) else {
            throw .lambdaConflict(
                "The operation cannot be performed at this time. An update is in progress for resource: "
                    + context.functionARN(name)
            )
        }
    }
}

extension LambdaState {
    /// Puts a changed version in the place of `$LATEST`, and ends the processes of what it was before.
    mutating func replaceLatest(
        of name: String,
        with version: FunctionVersion,
        _ context: inout ActionContext
    ) -> FunctionVersion {
        var version = version
        version.revisionID = context.identifiers.uuid()
        version.lastModified = context.now
        version.updateEnd = context.now + context.timings.functionUpdate
        functions[name]?.latest = version
        retireEnvironments(of: name, &context)
        context.note("lambda", "Function \(name) updated")
        return version
    }

    /// Ends the processes of versions that are no more.
    func retireEnvironments(of name: String, _ context: inout ActionContext) {
        let kept = functions[name]?.versions.map(\.revisionID) ?? []
        context.request(
            RetireEnvironments(functionARN: context.functionARN(name), keeping: Set(kept))
        )
    }
}
