/// A function's configuration, but for its name and its code.
struct FunctionSettings: Codable, Sendable, Hashable {
    var runtime: FunctionRuntime
    /// The ARN of the execution role.
    var role: String
    var handler: String
    var description = ""
    /// In seconds.
    var timeout = 3
    /// In MB.
    var memorySize = 128
    /// Nil when none were ever set.
    var variables: [String: String]?
    /// The ARN of the queue or topic for events that were given up; nil for none.
    var deadLetterTarget: String?
    var tracingMode = "PassThrough"
    var architecture = Architecture.machine
    /// Of `/tmp`, in MB.
    var ephemeralStorage = 512
    var snapStart = "None"
    var keyARN: String?
    var logging = LoggingSettings()

    init(runtime: FunctionRuntime, role: String, handler: String) {
        self.runtime = runtime
        self.role = role
        self.handler = handler
    }
}

/// Where a function's log goes and in which form.
struct LoggingSettings: Codable, Sendable, Hashable {
    var format = "Text"
    var applicationLevel: String?
    var systemLevel: String?
    /// Nil for `/aws/lambda/` and the function's name.
    var group: String?
}
