private import FoundationEssentials
package import SigV4
private import SystemPackage

/// What Lambda knows of a function: where its code is, how it shall run, whose credentials it gets.
package struct FunctionConfiguration: Sendable {
    /// The executable that is started, normally called `bootstrap`.
    package var bootstrap: String
    /// The unpacked code: the process's working directory.
    package var codeRoot: String
    /// The function's name.
    package var name: String
    /// What the executable is started with: nothing, for a `bootstrap`.
    package var arguments: [String] = []
    /// The runtime as INIT_START names it.
    package var runtime = "provided:al2023"
    /// What `AWS_EXECUTION_ENV` is set to; nil leaves it out, as with runtimes of the operating system alone.
    package var executionEnvironment: String?
    /// Free text for a custom runtime.
    package var handler: String
    /// `$LATEST` or a number.
    package var version: String
    /// In MB.
    package var memorySize: Int
    /// The longest file it may write, and all that it may write for temporary files, in MB.
    package var ephemeralStorage = 512
    /// The folder of its environment; nil when it runs where its code is, with the machine's `/tmp`.
    var sandbox: SandboxFolder?
    /// Whether its process is stopped between invocations.
    package var isFrozenWhenIdle = false
    /// After which an invocation is killed.
    package var timeout: Duration
    /// After which a cold start is given up, and tried once more within the invocation.
    package var initializationTimeLimit: Duration
    /// Where the function is.
    package var region: String
    /// Whose the function is, 12 digits.
    package var accountID: String
    /// Those of the execution role. A session token belongs to them on Lambda; without one the variable is left out.
    package var credentials: Credentials
    /// The variables of the function's configuration.
    package var variables: [String: String]
    /// What `AWS_ENDPOINT_URL` is set to: the emulator. Nil leaves the function to the real AWS.
    package var endpointURL: String?
    /// `JSON` or `Text`; nil leaves the variable out, as Lambda does without a logging configuration.
    package var logFormat: String?
    /// `TRACE` to `FATAL`; only with a format.
    package var logLevel: String?
    /// Which of Lambda's own records are logged: `DEBUG`, `INFO` or `WARN`; only with the format JSON. Nil for `INFO`.
    var systemLogLevel: String?
    /// Identifiers are made from it.
    package var seed: UInt64

    /// A function whose code root is the folder of its executable. A relative path counts from the current directory.
    package init(
        bootstrap: String,
        credentials: Credentials,
        name: String = "snap-and-tag",
        region: String = "us-east-1",
        accountID: String = "111122223333",
        memorySize: Int = 128,
        timeout: Duration = .seconds(3),
        variables: [String: String] = [:],
        endpointURL: String? = nil,
        seed: UInt64 = 1
    ) {
        let current = FilePath(FileManager.default.currentDirectoryPath)
        let executable = current.pushing(FilePath(bootstrap)).lexicallyNormalized()
        self.bootstrap = executable.string
        codeRoot = executable.removingLastComponent().string
        self.name = name
        handler = "bootstrap"
        version = "$LATEST"
        self.memorySize = memorySize
        self.timeout = timeout
        initializationTimeLimit = .seconds(10)
        self.region = region
        self.accountID = accountID
        self.credentials = credentials
        self.variables = variables
        self.endpointURL = endpointURL
        self.seed = seed
    }

    /// The function's ARN, with the version unless it is the latest.
    package var arn: String {
        let partition =
            region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
        let function = "arn:\(partition):lambda:\(region):\(accountID):function:\(name)"
        return version == "$LATEST" ? function : "\(function):\(version)"
    }

    /// Where its log goes, unless it is the function's own group.
    package var customLogGroup: String?

    /// Where its log goes.
    package var logGroup: String { customLogGroup ?? "/aws/lambda/\(name)" }
}

/// A function that can't be run as it is configured.
package enum FunctionConfigurationError: Error, Equatable, CustomStringConvertible {
    /// Lambda sets this variable itself.
    case reservedVariable(String)
    /// A name is a letter and then letters, digits and underscores, two characters at least.
    case malformedVariable(String)
    /// All names and values together have at most 4 KB.
    case variablesTooLarge(Int)

    /// One sentence for a person.
    package var description: String {
        switch self {
        case .reservedVariable(let name):
            "The variable \(name) is reserved: Lambda sets it itself."
        case .malformedVariable(let name):
            "\(name.debugDescription) is no name for a variable: it takes a letter, then letters, digits and "
                + "underscores, two characters at least."
        case .variablesTooLarge(let size):
            "The function's variables have \(size) bytes; Lambda allows \(FunctionVariables.sizeLimit)."
        }
    }
}

extension FunctionConfiguration {
    /// Checks what Lambda checks of the function's own variables.
    func validate() throws(FunctionConfigurationError) {
        try FunctionVariables.check(variables)
    }
}
