/// The members of a function's configuration that a call sets; what it doesn't name stays as it is.
struct SettingsChange: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "Runtime", "Role", "Handler", "Description", "Timeout", "MemorySize", "KMSKeyArn",
        "Environment", "Environment.Variables", "DeadLetterConfig", "DeadLetterConfig.TargetArn",
        "TracingConfig", "TracingConfig.Mode", "EphemeralStorage", "EphemeralStorage.Size",
        "SnapStart", "SnapStart.ApplyOn", "LoggingConfig", "LoggingConfig.LogFormat",
        "LoggingConfig.ApplicationLogLevel", "LoggingConfig.SystemLogLevel", "LoggingConfig.LogGroup",
        "Layers.N", "VpcConfig", "VpcConfig.SubnetIds.N", "VpcConfig.SecurityGroupIds.N",
        "VpcConfig.Ipv6AllowedForDualStack",
    ]
    /// What AWS has besides.
    static let refused: Set<String> = [
        "FileSystemConfigs", "ImageConfig", "CapacityProviderConfig", "DurableConfig",
    ]

    let runtime: FunctionRuntime?
    let role: String?
    let handler: String?
    private let description: String?
    private let timeout: Int?
    private let memorySize: Int?
    private let keyARN: String?
    private let variables: [String: String]?
    /// The empty text takes the target away.
    let deadLetterTarget: String?
    private let tracingMode: String?
    private let ephemeralStorage: Int?
    private let snapStart: String?
    private let logging: LoggingSettings?

    init(_ parameters: Parameters) throws(ServiceError) {
        runtime = try Self.runtime(parameters)
        role = try parameters.optional("Role").map(Self.checkedRole)
        handler = parameters.optional("Handler")
        description = parameters.text("Description")
        timeout = try LambdaValue.integer("Timeout", of: parameters, in: 1...900)
        memorySize = try LambdaValue.integer("MemorySize", of: parameters, in: 128...10_240)
        keyARN = parameters.text("KMSKeyArn")
        variables = try Self.variables(parameters)
        deadLetterTarget = try Self.deadLetterTarget(parameters)
        tracingMode = try parameters.structure("TracingConfig").flatMap { part throws(ServiceError) in
            try LambdaValue.choice("Mode", of: part, in: ["Active", "PassThrough"])
        }
        ephemeralStorage = try parameters.structure("EphemeralStorage").flatMap { part throws(ServiceError) in
            try LambdaValue.integer("Size", of: part, in: 512...10_240)
        }
        snapStart = try parameters.structure("SnapStart").flatMap { part throws(ServiceError) in
            try LambdaValue.choice("ApplyOn", of: part, in: ["None"])
        }
        logging = try parameters.structure("LoggingConfig").map(Self.logging)
        try Self.refuseNetwork(parameters)
    }

    func apply(to settings: inout FunctionSettings) {
        if let runtime { settings.runtime = runtime }
        if let role { settings.role = role }
        if let handler { settings.handler = handler }
        if let description { settings.description = description }
        if let timeout { settings.timeout = timeout }
        if let memorySize { settings.memorySize = memorySize }
        if let keyARN { settings.keyARN = keyARN.isEmpty ? nil : keyARN }
        if let variables { settings.variables = variables.isEmpty ? nil : variables }
        if let deadLetterTarget {
            settings.deadLetterTarget = deadLetterTarget.isEmpty ? nil : deadLetterTarget
        }
        if let tracingMode { settings.tracingMode = tracingMode }
        if let ephemeralStorage { settings.ephemeralStorage = ephemeralStorage }
        if let snapStart { settings.snapStart = snapStart }
        if let logging { settings.logging = logging }
    }
}

/// Reading single members.
extension SettingsChange {
    private static func runtime(_ parameters: Parameters) throws(ServiceError) -> FunctionRuntime? {
        guard let name = parameters.optional("Runtime") else { return nil }
        guard let runtime = FunctionRuntime(name) else {
            throw .invalidLambdaParameter(
                "Value \(name) at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[\(FunctionRuntime.list)], which are those that local-aws runs."
            )
        }
        return runtime
    }

    private static func checkedRole(_ text: String) throws(ServiceError) -> String {
        guard let arn = ARN(text), arn.service == "iam", arn.region.isEmpty, arn.accountID.utf8.count == 12,
            arn.resource.hasPrefix("role/"), arn.resource.utf8.count > 5
        else {
            throw .lambdaValidation(
                text,
                at: "role",
                constraint: "Member must satisfy regular expression pattern: "
                    + "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"
            )
        }
        return text
    }

    private static func variables(_ parameters: Parameters) throws(ServiceError) -> [String: String]? {
        guard let part = parameters.structure("Environment") else { return nil }
        let variables = Dictionary(try part.map("Variables").map { ($0.key, $0.value) }) { _, last in last }
        do throws(FunctionConfigurationError) {
            try FunctionVariables.check(variables)
        } catch {
            throw refusal(of: error)
        }
        return variables
    }

    private static func refusal(of error: FunctionConfigurationError) -> ServiceError {
        switch error {
        case .reservedVariable(let name):
            .invalidLambdaParameter(
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided contains reserved keys that are currently not supported for modification. Reserved keys "
                    + "used in this request: \(name)"
            )
        case .malformedVariable(let name):
            .lambdaValidation(
                name,
                at: "environment.variables",
                constraint:
                    "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
                    + "[a-zA-Z]([a-zA-Z0-9_])+]"
            )
        case .variablesTooLarge:
            .invalidLambdaParameter(
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided exceeded the 4KB limit."
            )
        }
    }

    private static func deadLetterTarget(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let part = parameters.structure("DeadLetterConfig") else { return nil }
        guard let target = part.optional("TargetArn") else { return "" }
        guard let arn = ARN(target), ["sqs", "sns"].contains(arn.service) else {
            throw .invalidLambdaParameter("The provided target ARN \(target) is neither a queue nor a topic.")
        }
        return target
    }

    private static func logging(_ part: Parameters) throws(ServiceError) -> LoggingSettings {
        let settings = LoggingSettings(
            format: try LambdaValue.choice("LogFormat", of: part, in: ["Text", "JSON"]) ?? "Text",
            applicationLevel: try LambdaValue.choice(
                "ApplicationLogLevel",
                of: part,
                in: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]
            ),
            systemLevel: try LambdaValue.choice("SystemLogLevel", of: part, in: ["DEBUG", "INFO", "WARN"]),
            group: part.optional("LogGroup")
        )
        let hasLevels = settings.applicationLevel != nil || settings.systemLevel != nil
        guard settings.format == "JSON" || !hasLevels else {
            throw .invalidLambdaParameter("Log level can only be set when LogFormat is JSON.")
        }
        return settings
    }

    /// Functions here have the machine's own network and no layers: lists of them may only be empty.
    private static func refuseNetwork(_ parameters: Parameters) throws(ServiceError) {
        var given = parameters.list("Layers").isEmpty ? [] : ["Layers"]
        if let network = parameters.structure("VpcConfig") {
            _ = try network.boolean("Ipv6AllowedForDualStack")
            let isEmpty = network.list("SubnetIds").isEmpty && network.list("SecurityGroupIds").isEmpty
            if !isEmpty { given.append("VpcConfig") }
        }
        guard let name = given.first else { return }
        throw .invalidLambdaParameter("\(name) is not supported by local-aws.")
    }
}
