private import SigV4

/// The environment variables of a function's process: exactly Lambda's, nothing of the host's.
enum FunctionVariables {
    /// The most that the function's own variables may have together, in bytes.
    static let sizeLimit = 4_096

    /// What a function may not set itself.
    static let reserved: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]

    /// Checks what Lambda checks of a function's own variables.
    static func check(_ variables: [String: String]) throws(FunctionConfigurationError) {
        for name in variables.keys.sorted() {
            if reserved.contains(name) { throw .reservedVariable(name) }
            if name.wholeMatch(of: /[a-zA-Z][a-zA-Z0-9_]+/) == nil { throw .malformedVariable(name) }
        }
        let size = variables.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        if size > sizeLimit { throw .variablesTooLarge(size) }
    }

    /// All variables of a process of the function.
    ///
    /// - Parameters:
    ///   - runtimeAPI: `host:port`.
    ///   - logStream: `2026/03/02/[$LATEST]` and 32 hexadecimal digits.
    static func all(
        for function: FunctionConfiguration,
        runtimeAPI: String,
        logStream: String
    ) -> [String: String] {
        var variables = overridable
        variables["AWS_ENDPOINT_URL"] = function.endpointURL
        // A process whose /tmp is its own needs no other place, and Lambda sets none.
        if let sandbox = function.sandbox, !sandbox.isMounted { variables["TMPDIR"] = sandbox.temporary }
        variables.merge(function.variables) { _, own in own }
        variables.merge(fixed(for: function)) { _, fixed in fixed }
        variables["AWS_SESSION_TOKEN"] = function.credentials.sessionToken
        variables["AWS_EXECUTION_ENV"] = function.executionEnvironment
        variables["AWS_LAMBDA_LOG_FORMAT"] = function.logFormat
        variables["AWS_LAMBDA_LOG_LEVEL"] = function.logLevel
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream
        variables["AWS_LAMBDA_RUNTIME_API"] = runtimeAPI
        return variables
    }

    /// What a function may set differently. System directories precede the function's own in the search for libraries.
    private static let overridable = [
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2000",
        "LANG": "en_US.UTF-8",
        "LD_LIBRARY_PATH": "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:"
            + "/var/task/lib:/opt/lib",
        "PATH": "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        "TZ": ":UTC",
    ]

    private static func fixed(for function: FunctionConfiguration) -> [String: String] {
        [
            "_HANDLER": function.handler,
            "AWS_ACCESS_KEY_ID": function.credentials.accessKeyID,
            "AWS_DEFAULT_REGION": function.region,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": String(function.memorySize),
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": function.version,
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": function.logGroup,
            "AWS_REGION": function.region,
            "AWS_SECRET_ACCESS_KEY": function.credentials.secretAccessKey,
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "LAMBDA_TASK_ROOT": function.sandbox?.seen(function.codeRoot) ?? function.codeRoot,
        ]
    }
}
