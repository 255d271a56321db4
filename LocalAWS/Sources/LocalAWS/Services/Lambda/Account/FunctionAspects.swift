/// What clients ask of every function and that is the same for all of them here.

/// Shows that nobody has to sign a function's code.
struct GetFunctionCodeSigningConfig: FunctionOperation {
    static let name = "GetFunctionCodeSigningConfig"
    static let honours: Set<String> = ["FunctionName"]
    static let mutates = false
    static let route: Route? = Route("GET /2020-06-30/functions/{FunctionName}/code-signing-config")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> String
    {
        try state.function(function, context).name
    }

    static func render(_ output: String, to writer: inout OutputWriter) {
        writer.text("CodeSigningConfigArn", "")
        writer.text("FunctionName", output)
    }
}

/// Shows that a function's runtime is kept up to date.
struct GetRuntimeManagementConfig: FunctionOperation {
    static let name = "GetRuntimeManagementConfig"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = false
    static let route: Route? = Route("GET /2021-07-20/functions/{FunctionName}/runtime-management-config")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> String
    {
        let version = try state.version(function, context)
        return context.functionARN(function.name, function.qualifier ?? version.number)
    }

    static func render(_ output: String, to writer: inout OutputWriter) {
        writer.text("UpdateRuntimeOn", "Auto")
        writer.text("FunctionArn", output)
    }
}

/// Shows that a function which invokes itself through a queue or a topic would be stopped.
struct GetFunctionRecursionConfig: FunctionOperation {
    static let name = "GetFunctionRecursionConfig"
    static let honours: Set<String> = ["FunctionName"]
    static let mutates = false
    static let route: Route? = Route("GET /2024-08-31/functions/{FunctionName}/recursion-config")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.function(function, context)
    }

    static func render(_ output: Void, to writer: inout OutputWriter) {
        writer.text("RecursiveLoop", "Terminate")
    }
}
