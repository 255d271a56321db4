internal import Platform

/// Makes a function of a zip file.
struct CreateFunction: LambdaCloudOperation {
    static let name = "CreateFunction"
    static let honours: Set<String> = SettingsChange.parameters.union([
        "FunctionName", "Code", "Code.ZipFile", "PackageType", "Architectures.N", "Publish", "Tags",
    ])
    static let refuses: Set<String> = SettingsChange.refused.union([
        "Code.S3Bucket", "Code.S3Key", "Code.S3ObjectVersion", "Code.ImageUri", "Code.SourceKMSKeyArn",
        "CodeSigningConfigArn", "PublishTo", "TenancyConfig",
    ])
    static let mutates = true
    static let route: Route? = Route("POST /2015-03-31/functions", status: 201)

    private let function: FunctionReference
    private let settings: FunctionSettings
    private let zip: [UInt8]
    private let code: FunctionCode
    private let isPublished: Bool
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        settings = try Self.settings(parameters)
        zip = try Self.zip(parameters)
        code = try FunctionCode(checking: zip)
        isPublished = try parameters.boolean("Publish") ?? false
        tags = try FunctionTags.tags(of: parameters)
    }

    private static func settings(_ parameters: Parameters) throws(ServiceError) -> FunctionSettings {
        let change = try SettingsChange(parameters)
        if let type = parameters.optional("PackageType"), type != "Zip" {
            throw .invalidLambdaParameter("local-aws runs functions from zip files, not from images.")
        }
        guard let role = change.role else { throw .missingParameter("Role") }
        guard let runtime = change.runtime, let handler = change.handler else {
            throw .invalidLambdaParameter(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages."
            )
        }
        var settings = FunctionSettings(runtime: runtime, role: role, handler: handler)
        change.apply(to: &settings)
        settings.architecture = try Architecture.optional(parameters) ?? settings.architecture
        return settings
    }

    private static func zip(_ parameters: Parameters) throws(ServiceError) -> [UInt8] {
        guard let code = parameters.structure("Code") else { throw .missingParameter("Code") }
        if let zip = try code.bytes("ZipFile"), !zip.isEmpty { return zip }
        if let refused = ["S3Bucket", "ImageUri"].first(where: code.has) {
            throw .unsupportedParameter("Code.\(refused)", of: name)
        }
        throw .invalidLambdaParameter("Please provide a source for function code.")
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [
            RequiredPermission(on: function.arn(in: context)),
            .passExecutionRole(settings.role),
        ]
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> FunctionView {
        try function.checkPlace(context)
        try state.checkExecutionRole(settings.role, context)
        try state.checkDeadLetterTarget(settings.deadLetterTarget, role: settings.role, context)
        let name = function.name
        let version = FunctionVersion(
            number: FunctionVersion.latest,
            settings: settings,
            code: code,
            revisionID: context.identifiers.uuid(),
            lastModified: context.now,
            activation: context.now + context.timings.functionCreation,
            updateEnd: context.now + context.timings.functionCreation
        )
        return try state.withRegion(context.region) { region throws(ServiceError) in
            guard region.lambda.functions[name] == nil else {
                throw .lambdaConflict("Function already exist: \(name)")
            }
            region.lambda.code.keep(zip, as: code)
            region.lambda.functions[name] = LambdaFunction(name: name, latest: version, tags: tags)
            context.note("lambda", "Function \(name) created, \(settings.runtime.name), \(code.size) bytes")
            guard isPublished else { return FunctionView(version, of: name, qualifier: nil, context) }
            let published = region.lambda.publish(name, description: nil, &context)
            return FunctionView(published ?? version, of: name, qualifier: published?.number, context)
        }
    }

    static func render(_ output: FunctionView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// The instruction sets that functions can be for: there are two, and here only that of the machine can be run.
enum Architecture {
    /// The one of `Architectures`; nil when none is named.
    static func optional(_ parameters: Parameters) throws(ServiceError) -> String? {
        let names = parameters.list("Architectures")
        guard let name = names.first else { return nil }
        guard names.count == 1, ["x86_64", "arm64"].contains(name) else {
            throw .lambdaValidation(
                "[\(names.joined(separator: ", "))]",
                at: "architectures",
                constraint:
                    "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]"
            )
        }
        guard name == machine else {
            throw .invalidLambdaParameter(
                "Architectures: local-aws runs functions on this machine, which is \(machine) and not \(name)."
            )
        }
        return name
    }

    /// That of this machine, which every function runs on.
    static var machine: String {
        #if arch(arm64)
            "arm64"
        #else
            "x86_64"
        #endif
    }
}
