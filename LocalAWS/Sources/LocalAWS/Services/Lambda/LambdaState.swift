internal import Platform

/// What Lambda holds in a region.
struct LambdaState: Codable, Sendable {
    /// By name.
    var functions: [String: LambdaFunction] = [:]
    /// The zip files of the functions' versions.
    var code = CodeStore()
    /// Those that take messages out of queues, by UUID.
    var mappings: [String: EventSourceMapping] = [:]
    /// The asynchronous invocations that aren't over, by request ID.
    var queue: [String: AsynchronousInvocation] = [:]
    /// What runs at the moment, by function.
    var running = RunningInvocations()
    /// The batches that functions work on at the moment, by mapping.
    var batches = RunningInvocations()
}

/// What Lambda has happen at a moment.
enum LambdaEvent: ServiceEvent {
    /// An attempt of the asynchronous invocation with that request ID is due.
    case attempt(requestID: String)
    /// The event source mapping with that UUID is to look into its queue.
    case poll(mapping: String)
    /// The mappings of that queue are to: there is something new in it.
    case look(queue: String)
    /// The event source mapping with that UUID is to go.
    case remove(mapping: String)

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        switch self {
        case .attempt(let requestID): cloud.attemptInvocation(requestID, &context)
        case .poll(let mapping): cloud.pollQueue(ofMapping: mapping, &context)
        case .look(let queue): cloud.pollMappings(ofQueue: queue, &context)
        case .remove(let mapping):
            cloud.withRegion(context.region) { $0.lambda.mappings[mapping] = nil }
        }
    }
}

/// An action of Lambda that needs nothing but Lambda's own state.
protocol LambdaOperation: Operation where State == LambdaState {}

extension LambdaOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout LambdaState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (state: inout RegionState) throws(ServiceError) in
            try body(&state.lambda)
        }
    }
}

/// An action of Lambda on one function, which permissions are about.
protocol FunctionOperation: LambdaOperation {
    var function: FunctionReference { get }
}

extension FunctionOperation {
    func permissions(in state: LambdaState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: function.arn(in: context))]
    }
}

/// An action of Lambda that looks at other services too: whether a role can be assumed, whether a queue is there.
protocol LambdaCloudOperation: Operation where State == CloudState {}

extension LambdaCloudOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }
}
