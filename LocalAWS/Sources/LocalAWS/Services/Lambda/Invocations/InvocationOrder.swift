internal import Platform

/// An invocation that has been given a place: all that is needed to run it in the world outside.
struct InvocationOrder: Sendable {
    let functionName: String
    /// Without version or alias.
    let functionARN: String
    /// By which it was invoked.
    let invokedARN: String
    let version: FunctionVersion
    /// The version's code.
    let zip: [UInt8]
    let region: Region
    let requestID: String
    /// JSON.
    let event: [UInt8]
    /// JSON; only of synchronous callers.
    let clientContext: String?
}

/// What came of an order.
enum InvocationOutcome: Sendable {
    /// The function ran, well or not.
    case ran(InvocationResult, logStream: String)
    /// It didn't, for a reason that isn't its own: the emulator stops.
    case notRun(String)
}

/// Who runs functions. Beside the fleet of execution environments there are tests' own.
protocol FunctionRunner: Sendable {
    /// Runs an order to its end.
    func run(_ order: InvocationOrder, in cloud: Cloud) async -> InvocationOutcome

    /// Ends what is idle of a function, but for versions with those revision IDs. What runs ends afterwards.
    func retire(functionARN: String, keeping revisionIDs: Set<String>)

    /// Ends what is idle of all functions. What runs ends afterwards.
    func retireAll()

    /// Works until its task is cancelled; afterwards no process is left.
    func live() async
}

/// Ends the processes of versions that are no more.
struct RetireEnvironments: Effect {
    let functionARN: String
    let keeping: Set<String>

    func perform(in cloud: Cloud) async {
        cloud.functions.retire(functionARN: functionARN, keeping: keeping)
    }
}

extension LambdaState {
    /// Takes a place for an invocation, which `CloudState.finish` gives back.
    ///
    /// - Returns: nil when all places are taken.
    mutating func admit(
        _ reference: FunctionReference,
        requestID: String,
        event: [UInt8],
        clientContext: String?,
        _ context: inout ActionContext
    ) throws(ServiceError) -> InvocationOrder? {
        let function = try function(reference, context)
        let draw = Double(context.identifiers.next() >> 11) / Double(1 << 53)
        let version = try version(reference, context, draw: draw)
        guard let zip = code[version.code] else {
            throw .lambdaFailure("The code of \(reference.arn(in: context)) is not there.")
        }
        guard hasPlace(for: function) else { return nil }
        running.begin(function.name)
        return InvocationOrder(
            functionName: function.name,
            functionARN: context.functionARN(function.name),
            invokedARN: reference.arn(in: context),
            version: version,
            zip: zip,
            region: context.region,
            requestID: requestID,
            event: event,
            clientContext: clientContext
        )
    }
}

extension CloudState {
    /// Gives an invocation's place back, and writes down what happened.
    mutating func finish(
        _ order: InvocationOrder,
        _ outcome: InvocationOutcome,
        _ context: inout ActionContext
    ) {
        withRegion(order.region) { $0.lambda.running.end(order.functionName) }
        guard case .ran(let result, let logStream) = outcome else { return }
        let duration = result.figures.duration / .milliseconds(1)
        let ending = result.errorType.map { "failed with \($0)" } ?? "succeeded"
        context.note("lambda", "\(order.functionName) \(ending) after \(Self.rounded(duration)) ms")
        recordInvocation(InvocationRecord(order, result, logStream: logStream, at: context.now), &context)
    }

    private static func rounded(_ milliseconds: Double) -> String {
        let tenths = Int((milliseconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
