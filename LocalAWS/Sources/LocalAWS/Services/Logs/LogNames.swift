/// What groups, streams and filters may be called.
enum LogNames {
    /// The group that a call names.
    ///
    /// - Throws: a refusal of what can't be a group's name.
    static func group(_ parameters: Parameters) throws(ServiceError) -> String {
        let name = try parameters.required("logGroupName")
        try checkGroup(name)
        return name
    }

    static func checkGroup(_ name: String, parameter: String = "logGroupName") throws(ServiceError) {
        try check(name, parameter, pattern: #"[\.\-_/#A-Za-z0-9]+"#) { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isDigit)
                || ".-_/#".unicodeScalars.contains(scalar)
        }
    }

    /// The name of a stream or of a filter.
    static func checkStream(_ name: String, parameter: String = "logStreamName") throws(ServiceError) {
        try check(name, parameter, pattern: "[^:*]*") { $0 != ":" && $0 != "*" }
    }

    private static func check(
        _ name: String,
        _ parameter: String,
        pattern: String,
        _ fits: (Unicode.Scalar) -> Bool
    ) throws(ServiceError) {
        guard name.unicodeScalars.count <= 512 else {
            throw violation(of: parameter, name, "Member must have length less than or equal to 512")
        }
        guard name.unicodeScalars.allSatisfy(fits) else {
            throw violation(of: parameter, name, "Member must satisfy regular expression pattern: \(pattern)")
        }
    }

    private static func violation(of parameter: String, _ value: String, _ constraint: String) -> ServiceError
    {
        .invalidLogParameter(
            "1 validation error detected: Value '\(value)' at '\(parameter)' failed to satisfy constraint: "
                + constraint
        )
    }
}

/// The group that a call is about, by its name or its ARN.
struct LogGroupReference: Sendable {
    static let parameters: Set<String> = ["logGroupName", "logGroupIdentifier"]

    let name: String

    init(_ parameters: Parameters) throws(ServiceError) {
        let name = parameters.optional("logGroupName")
        let identifier = parameters.optional("logGroupIdentifier")
        switch (name, identifier) {
        case (let name?, nil): self.name = name
        case (nil, let identifier?): self.name = Self.name(in: identifier)
        case (nil, nil):
            throw .invalidLogParameter("Expected either logGroupName or logGroupIdentifier to be provided.")
        case (.some, .some):
            throw .invalidLogParameter("LogGroup name and LogGroup ARN are mutually exclusive parameters.")
        }
        try LogNames.checkGroup(self.name)
    }

    /// The name in an ARN of a group, with or without `:*` at its end; any other text as it is.
    static func name(in identifier: String) -> String {
        guard let arn = ARN(identifier), arn.resource.hasPrefix("log-group:") else { return identifier }
        return String(arn.resource.dropFirst("log-group:".count).prefix { $0 != ":" })
    }
}

/// The ARNs of Logs.
extension ActionContext {
    func logGroupARN(_ name: String) -> String {
        arn("logs", "log-group:\(name)")
    }

    /// What policies have to allow for an action on a group, or on one of its streams.
    func logPermission(group: String, stream: String = "") -> [RequiredPermission] {
        [RequiredPermission(on: "\(logGroupARN(group)):log-stream:\(stream)")]
    }
}
