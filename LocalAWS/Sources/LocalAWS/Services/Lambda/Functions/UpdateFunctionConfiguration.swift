/// Changes a function's configuration; what the call doesn't name stays as it is.
struct UpdateFunctionConfiguration: LambdaCloudOperation {
    static let name = "UpdateFunctionConfiguration"
    static let honours: Set<String> = SettingsChange.parameters.union(["FunctionName", "RevisionId"])
    static let refuses: Set<String> = SettingsChange.refused
    static let mutates = true
    static let route: Route? = Route("PUT /2015-03-31/functions/{FunctionName}/configuration")

    private let function: FunctionReference
    private let change: SettingsChange
    private let revisionID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        change = try SettingsChange(parameters)
        revisionID = parameters.optional("RevisionId")
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        let own = RequiredPermission(on: function.arn(in: context))
        return change.role.map { [own, .passExecutionRole($0)] } ?? [own]
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> FunctionView {
        let found = try state.withRegion(context.region) { region throws(ServiceError) in
            try region.lambda.function(function, context)
        }
        try found.checkUpdate(revisionID: revisionID, context)
        var version = found.latest
        change.apply(to: &version.settings)
        if let role = change.role { try state.checkExecutionRole(role, context) }
        if change.role != nil || change.deadLetterTarget != nil {
            let settings = version.settings
            try state.checkDeadLetterTarget(settings.deadLetterTarget, role: settings.role, context)
        }
        let updated = state.withRegion(context.region) { region in
            region.lambda.replaceLatest(of: found.name, with: version, &context)
        }
        return FunctionView(updated, of: found.name, qualifier: nil, context)
    }

    static func render(_ output: FunctionView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}
