internal import Platform
internal import SigV4

/// What an execution environment is started from.
struct EnvironmentLaunch: Sendable {
    /// The first invocation that it is for.
    let order: InvocationOrder
    /// Whose credentials it gets.
    let session: Session
    let seed: UInt64
    let accountID: String
    /// The emulator's address.
    let endpointURL: String
    /// The interpreter that functions of Python are run by.
    let python: String
    /// Whether its processes are stopped between invocations.
    let isFrozenWhenIdle: Bool

    /// The function as its host needs it.
    ///
    /// - Parameter folder: where its code has been unpacked.
    func configuration(in folder: SandboxFolder) -> FunctionConfiguration {
        let settings = order.version.settings
        var function = FunctionConfiguration(
            bootstrap: "\(folder.code)/bootstrap",
            credentials: Credentials(
                accessKeyID: session.accessKeyID,
                secretAccessKey: session.secretAccessKey,
                sessionToken: session.sessionToken
            ),
            name: order.functionName,
            region: order.region.name,
            accountID: accountID,
            memorySize: settings.memorySize,
            timeout: .seconds(settings.timeout),
            variables: settings.variables ?? [:],
            endpointURL: endpointURL,
            seed: seed
        )
        if settings.runtime.isPython {
            function.bootstrap = python
            function.arguments = [folder.pythonRuntime]
        }
        function.codeRoot = folder.code
        function.sandbox = folder
        function.ephemeralStorage = settings.ephemeralStorage
        function.isFrozenWhenIdle = isFrozenWhenIdle
        function.handler = settings.handler
        function.version = order.version.number
        function.runtime = settings.runtime.logName
        function.executionEnvironment = settings.runtime.executionEnvironment
        function.customLogGroup = settings.logging.group
        if settings.logging.format == "JSON" {
            function.logFormat = "JSON"
            function.logLevel = settings.logging.applicationLevel ?? "INFO"
            function.systemLogLevel = settings.logging.systemLevel
        }
        return function
    }

    /// A stream for the log of an environment that couldn't be started.
    static func failedLogStream(of order: InvocationOrder, seed: UInt64) -> String {
        var identifiers = FunctionIdentifiers(seed: seed)
        return identifiers.logStream(version: order.version.number, at: systemTime())
    }
}

extension InvocationResult {
    /// What comes of an invocation whose execution environment can't be started.
    init(sandboxFailure reason: String, order: InvocationOrder) {
        let message = "RequestId: \(order.requestID) Error: \(reason)"
        let document: Document = ["errorMessage": .text(message), "errorType": "Sandbox.Failure"]
        self.init(
            payload: document.jsonBytes,
            contentType: "application/json",
            functionError: "Unhandled",
            errorType: "Sandbox.Failure",
            logLines: [LogLine(timestamp: systemTime(), text: message)],
            figures: InvocationFigures(
                duration: .zero,
                initDuration: nil,
                memorySize: order.version.settings.memorySize,
                maxMemoryUsed: 0
            ),
            requestID: order.requestID
        )
    }
}
