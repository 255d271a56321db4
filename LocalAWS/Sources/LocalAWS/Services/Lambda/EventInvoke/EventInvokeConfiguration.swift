internal import Platform

/// What becomes of a function's asynchronous invocations.
struct EventInvokeConfiguration: Codable, Sendable, Hashable {
    /// How often an event is tried again after the function failed; nil for the default.
    var maximumRetryAttempts: Int?
    /// After which an event is given up, in seconds; nil for the default.
    var maximumEventAge: Int?
    /// The ARN of where records of successes go; nil for nowhere.
    var onSuccess: String?
    /// The ARN of where records of failures go; nil for nowhere.
    var onFailure: String?
    var lastModified: Timestamp

    static let defaultRetryAttempts = 2
    static let defaultEventAge = 21_600

    func render(of arn: String, to writer: inout OutputWriter) {
        writer.moment("LastModified", lastModified)
        writer.text("FunctionArn", arn)
        writer.number("MaximumRetryAttempts", maximumRetryAttempts)
        writer.number("MaximumEventAgeInSeconds", maximumEventAge)
        writer.structure("DestinationConfig") {
            $0.structure("OnSuccess") { $0.text("Destination", onSuccess) }
            $0.structure("OnFailure") { $0.text("Destination", onFailure) }
        }
    }
}

extension LambdaFunction {
    /// The configuration of what a reference names; `$LATEST` stands for a function that is named without a qualifier.
    func eventInvokeConfiguration(_ reference: FunctionReference) -> EventInvokeConfiguration? {
        eventInvokeConfigurations[reference.qualifier ?? FunctionVersion.latest]
    }
}

/// The members of such a configuration that a call sets.
struct EventInvokeChange: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "FunctionName", "Qualifier", "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig",
        "DestinationConfig.OnSuccess", "DestinationConfig.OnSuccess.Destination",
        "DestinationConfig.OnFailure", "DestinationConfig.OnFailure.Destination",
    ]

    private let retryAttempts: Int?
    private let eventAge: Int?
    /// The empty text takes the destination away.
    private let onSuccess: String?
    private let onFailure: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        retryAttempts = try LambdaValue.integer("MaximumRetryAttempts", of: parameters, in: 0...2)
        eventAge = try LambdaValue.integer("MaximumEventAgeInSeconds", of: parameters, in: 60...21_600)
        let destinations = parameters.structure("DestinationConfig")
        onSuccess = try Self.destination("OnSuccess", of: destinations)
        onFailure = try Self.destination("OnFailure", of: destinations)
    }

    private static func destination(
        _ name: String,
        of parameters: Parameters?
    ) throws(ServiceError) -> String? {
        guard let part = parameters?.structure(name) else { return nil }
        guard let text = part.optional("Destination") else { return "" }
        guard let arn = ARN(text), ["sqs", "sns", "lambda"].contains(arn.service) || arn.isDefaultBus else {
            throw .invalidLambdaParameter(
                "The provided destination config DestinationConfig(\(name)) is invalid: local-aws delivers to queues, "
                    + "topics, functions and the default event bus, not to \(text)"
            )
        }
        return text
    }

    /// Where the call has records sent to.
    var destinations: [String] { [onSuccess, onFailure].compactMap { $0 }.filter { !$0.isEmpty } }

    func apply(to configuration: inout EventInvokeConfiguration) {
        if let retryAttempts { configuration.maximumRetryAttempts = retryAttempts }
        if let eventAge { configuration.maximumEventAge = eventAge }
        if let onSuccess { configuration.onSuccess = onSuccess.isEmpty ? nil : onSuccess }
        if let onFailure { configuration.onFailure = onFailure.isEmpty ? nil : onFailure }
    }
}
