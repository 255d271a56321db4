internal import Platform

/// Takes messages out of a queue and hands them to a function, several at once.
struct EventSourceMapping: Codable, Sendable {
    let uuid: String
    /// The queue's.
    let sourceARN: String
    var functionName: String
    var qualifier: String?
    var settings: MappingSettings
    var lastModified: Timestamp
    /// Until then it is being made or changed.
    var transitionEnd: Timestamp
    var transition: Transition
    /// When messages that don't fill a batch are handed over all the same; nil while there are none.
    var windowEnd: Timestamp?
    /// Why it took nothing when it last wanted to; nil when it could.
    var problem: PollingProblem?
    var tags: [String: String] = [:]

    /// What is being done with it, as its state is called meanwhile.
    enum Transition: String, Codable, Sendable {
        case creating = "Creating"
        case updating = "Updating"
        case enabling = "Enabling"
        case disabling = "Disabling"
        case deleting = "Deleting"
    }

    var queueName: String { ARN(sourceARN)?.resource ?? "" }

    var function: FunctionReference { FunctionReference(name: functionName, qualifier: qualifier) }

    func state(at now: Timestamp) -> String {
        if now < transitionEnd || transition == .deleting { return transition.rawValue }
        return settings.isEnabled ? "Enabled" : "Disabled"
    }

    /// Whether it takes messages.
    func isWorking(at now: Timestamp) -> Bool {
        settings.isEnabled && now >= transitionEnd && transition != .deleting
    }
}

/// How a mapping works.
struct MappingSettings: Codable, Sendable, Hashable {
    var isEnabled = true
    var batchSize = 10
    var windowSeconds = 0
    /// Whether the function says which messages of a batch failed.
    var reportsFailures = false
    /// How many batches are worked on at once; nil for the default.
    var maximumConcurrency: Int?

    /// As many as Lambda begins with.
    static let defaultConcurrency = 5
}

/// The members of a mapping's settings that a call sets.
struct MappingChange: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "FunctionName", "Enabled", "BatchSize", "MaximumBatchingWindowInSeconds", "FunctionResponseTypes.N",
        "ScalingConfig", "ScalingConfig.MaximumConcurrency",
    ]
    /// What is for streams and brokers, which there are none of here, and filters.
    static let refused: Set<String> = [
        "FilterCriteria", "ParallelizationFactor", "DestinationConfig", "MaximumRecordAgeInSeconds",
        "BisectBatchOnFunctionError", "MaximumRetryAttempts", "TumblingWindowInSeconds",
        "SourceAccessConfigurations", "AmazonManagedKafkaEventSourceConfig",
        "SelfManagedKafkaEventSourceConfig", "DocumentDBEventSourceConfig", "KMSKeyArn", "MetricsConfig",
        "LoggingConfig", "ProvisionedPollerConfig",
    ]

    private let isEnabled: Bool?
    private let batchSize: Int?
    private let windowSeconds: Int?
    private let reportsFailures: Bool?
    /// Nil leaves it, an inner nil takes it away.
    private let maximumConcurrency: Int??

    init(_ parameters: Parameters) throws(ServiceError) {
        isEnabled = try parameters.boolean("Enabled")
        batchSize = try LambdaValue.integer("BatchSize", of: parameters, in: 1...10_000)
        windowSeconds = try LambdaValue.integer("MaximumBatchingWindowInSeconds", of: parameters, in: 0...300)
        let types = parameters.has("FunctionResponseTypes") ? parameters.list("FunctionResponseTypes") : nil
        if let other = types?.first(where: { $0 != "ReportBatchItemFailures" }) {
            throw .lambdaValidation(
                other,
                at: "functionResponseTypes",
                constraint: "Member must satisfy enum value set: [ReportBatchItemFailures]"
            )
        }
        reportsFailures = types.map { !$0.isEmpty }
        maximumConcurrency = try parameters.structure("ScalingConfig").map { part throws(ServiceError) in
            try LambdaValue.integer("MaximumConcurrency", of: part, in: 2...1_000)
        }
    }

    /// The settings with what the call sets, checked.
    func applied(to settings: MappingSettings, isFIFO: Bool) throws(ServiceError) -> MappingSettings {
        var changed = settings
        if let isEnabled { changed.isEnabled = isEnabled }
        if let batchSize { changed.batchSize = batchSize }
        if let windowSeconds { changed.windowSeconds = windowSeconds }
        if let reportsFailures { changed.reportsFailures = reportsFailures }
        if let maximumConcurrency { changed.maximumConcurrency = maximumConcurrency }
        if isFIFO, changed.windowSeconds > 0 {
            throw .invalidLambdaParameter("Batching window is not supported for FIFO queues.")
        }
        guard changed.batchSize <= 10 || !isFIFO && changed.windowSeconds >= 1 else {
            throw .invalidLambdaParameter(
                isFIFO
                    ? "Batch size greater than 10 is not supported for FIFO queues."
                    : "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
            )
        }
        return changed
    }
}
