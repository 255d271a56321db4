internal import Platform

/// Has a function work on the messages of a queue.
struct CreateEventSourceMapping: LambdaCloudOperation {
    static let name = "CreateEventSourceMapping"
    static let honours: Set<String> = MappingChange.parameters.union(["EventSourceArn", "Tags"])
    static let refuses: Set<String> = MappingChange.refused.union([
        "StartingPosition", "StartingPositionTimestamp", "Topics", "Queues", "SelfManagedEventSource",
    ])
    static let mutates = true
    static let route: Route? = Route("POST /2015-03-31/event-source-mappings", status: 202)

    private let function: FunctionReference
    private let source: ARN
    private let change: MappingChange
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        let text = try parameters.required("EventSourceArn")
        guard let arn = ARN(text), arn.service == "sqs" else {
            throw .invalidLambdaParameter("local-aws maps queues to functions, not \(text)")
        }
        source = arn
        change = try MappingChange(parameters)
        tags = try FunctionTags.tags(of: parameters)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [
            RequiredPermission(
                on: context.arn("lambda", "event-source-mapping:*"),
                keys: ["lambda:FunctionArn": [function.arn(in: context)]]
            )
        ]
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> MappingView {
        let version = try state.withRegion(context.region) { region throws(ServiceError) in
            try region.lambda.version(function, context)
        }
        try check(version, in: &state, context)
        let settings = try change.applied(to: MappingSettings(), isFIFO: source.resource.hasSuffix(".fifo"))
        let mapping = EventSourceMapping(
            uuid: context.identifiers.uuid(),
            sourceARN: source.description,
            functionName: function.name,
            qualifier: function.qualifier,
            settings: settings,
            lastModified: context.now,
            transitionEnd: context.now + context.timings.functionCreation,
            transition: .creating,
            tags: tags
        )
        state.withRegion(context.region) { $0.lambda.mappings[mapping.uuid] = mapping }
        context.schedule(.lambda(.poll(mapping: mapping.uuid)), at: mapping.transitionEnd)
        return MappingView(mapping, context)
    }

    private func check(
        _ version: FunctionVersion,
        in state: inout CloudState,
        _ context: ActionContext
    ) throws(ServiceError) {
        let (existing, queue) = state.withRegion(context.region) { region in
            (region.lambda.mappings.values, region.sqs.queues[source.resource])
        }
        let same = existing.first { $0.sourceARN == source.description && $0.function == function }
        if let same {
            throw .lambdaConflict(
                "An event source mapping with SQS arn (\" \(source) \") and function (\" \(function.name) \") already "
                    + "exists. Please update or delete the existing mapping with UUID \(same.uuid)"
            )
        }
        guard let queue, source.region == context.region.name else {
            throw .invalidLambdaParameter(
                "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error "
                    + "Message: The specified queue does not exist."
            )
        }
        let timeout = version.settings.timeout
        guard queue.settings.visibilityTimeout >= .seconds(timeout) else {
            throw .invalidLambdaParameter(
                "Queue visibility timeout: \(queue.settings.visibilityTimeout.components.seconds) seconds is less than "
                    + "Function timeout: \(timeout) seconds"
            )
        }
        for action in ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] {
            try state.checkExecutionRole(
                version.settings.role,
                may: action,
                on: source.description,
                context
            )
        }
    }

    static func render(_ output: MappingView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// A mapping as clients see it at a moment.
struct MappingView: Sendable {
    private let mapping: EventSourceMapping
    private let functionARN: String
    private let arn: String
    private let state: String

    init(_ mapping: EventSourceMapping, _ context: ActionContext) {
        self.mapping = mapping
        functionARN = context.functionARN(mapping.functionName, mapping.qualifier)
        arn = context.arn("lambda", "event-source-mapping:\(mapping.uuid)")
        state = mapping.state(at: context.now)
    }

    func render(to writer: inout OutputWriter) {
        let settings = mapping.settings
        writer.text("UUID", mapping.uuid)
        writer.number("BatchSize", settings.batchSize)
        writer.number("MaximumBatchingWindowInSeconds", settings.windowSeconds)
        writer.text("EventSourceArn", mapping.sourceARN)
        writer.text("FunctionArn", functionARN)
        writer.moment("LastModified", mapping.lastModified)
        writer.text("State", state)
        writer.text("LastProcessingResult", mapping.problem?.result)
        writer.text("StateTransitionReason", "USER_INITIATED")
        writer.texts("FunctionResponseTypes", settings.reportsFailures ? ["ReportBatchItemFailures"] : [])
        if let maximum = settings.maximumConcurrency {
            writer.structure("ScalingConfig") { $0.number("MaximumConcurrency", maximum) }
        }
        writer.text("EventSourceMappingArn", arn)
    }
}
