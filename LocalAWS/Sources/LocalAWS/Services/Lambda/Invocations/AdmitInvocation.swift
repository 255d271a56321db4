/// The part of Invoke that works on the cloud before a function runs: who may, whether there is a place, or into the queue.
struct AdmitInvocation: LambdaCloudOperation {
    static let name = "InvokeFunction"
    static let honours: Set<String> = []
    static let mutates = true

    typealias Output = Admission

    /// What comes of a call before anything runs.
    enum Admission: Sendable {
        case admitted(InvocationOrder)
        case throttled
        case queued(requestID: String)
        case dryRun
    }

    private let invoke: Invoke

    init(of invoke: Invoke) {
        self.invoke = invoke
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        throw .invalidAction(Self.name)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: invoke.function.arn(in: context))]
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Admission {
        let reference = invoke.function
        let version = try state.withRegion(context.region) { region throws(ServiceError) in
            try region.lambda.version(reference, context)
        }
        switch invoke.kind {
        case .dryRun: return .dryRun
        case .event:
            let event = QueuedEvent(payload: invoke.event, clientContext: invoke.clientContext)
            return .queued(requestID: state.accept(event, for: reference, version, &context))
        case .requestResponse:
            guard version.isActive(at: context.now) else { throw .functionIsPending }
            return try admit(in: &state, &context)
        }
    }

    private func admit(
        in state: inout CloudState,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Admission {
        let requestID = context.identifiers.uuid()
        let order = try state.withRegion(context.region) { region throws(ServiceError) in
            try region.lambda.admit(
                invoke.function,
                requestID: requestID,
                event: invoke.event,
                clientContext: invoke.clientContext,
                &context
            )
        }
        if let order { return .admitted(order) }
        context.note("lambda", "\(invoke.function.name) throttled")
        state.recordMetrics(
            [LambdaMetric("Throttles", 1)],
            of: invoke.function.name,
            qualifier: invoke.function.qualifier,
            &context
        )
        return .throttled
    }

    static func render(_ output: Admission, to writer: inout OutputWriter) {}
}
