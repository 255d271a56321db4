package import Platform

/// What Lambda tells the process of its function, besides the Runtime API's address and the log's settings.
package struct RuntimeSettings: Sendable {
    /// The variables' names.
    enum Variable {
        static let functionName = "AWS_LAMBDA_FUNCTION_NAME"
        static let functionVersion = "AWS_LAMBDA_FUNCTION_VERSION"
        static let memory = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
        static let logGroup = "AWS_LAMBDA_LOG_GROUP_NAME"
        static let logStream = "AWS_LAMBDA_LOG_STREAM_NAME"
        static let initializationType = "AWS_LAMBDA_INITIALIZATION_TYPE"
        static let maxConcurrency = "AWS_LAMBDA_MAX_CONCURRENCY"
        static let taskRoot = "LAMBDA_TASK_ROOT"
        static let region = "AWS_REGION"
    }

    /// The function's name.
    package let functionName: String?
    /// `$LATEST` or a number.
    package let functionVersion: String?
    /// In MB.
    package let memory: Int?
    /// Where the log goes.
    package let logGroup: String?
    /// Where in the group the log goes.
    package let logStream: String?
    /// `on-demand`, `provisioned-concurrency`, `snap-start` or `lambda-managed-instances`.
    package let initializationType: String?
    /// The folder of the deployed package.
    package let taskRoot: String?
    /// The function's region.
    package let region: String?
    /// How many invocations may run side by side; 1 but for Lambda Managed Instances.
    package let maxConcurrency: Int

    /// Reads the variables; only the concurrency has values that can't be used.
    ///
    /// - Throws: `InvalidSetting` naming the variable.
    package init(_ environment: Environment) throws(InvalidSetting) {
        functionName = environment[Variable.functionName]
        functionVersion = environment[Variable.functionVersion]
        memory = environment[Variable.memory].flatMap { Int($0) }
        logGroup = environment[Variable.logGroup]
        logStream = environment[Variable.logStream]
        initializationType = environment[Variable.initializationType]
        taskRoot = environment[Variable.taskRoot]
        region = environment[Variable.region]
        maxConcurrency = try Self.concurrency(environment)
    }

    private static func concurrency(_ environment: Environment) throws(InvalidSetting) -> Int {
        guard let text = environment[Variable.maxConcurrency] else { return 1 }
        guard let count = Int(text), (1...1_024).contains(count) else {
            throw InvalidSetting(
                variable: Variable.maxConcurrency,
                value: text,
                accepted: "a whole number from 1 to 1024"
            )
        }
        return count
    }
}
