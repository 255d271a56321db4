internal import Platform

/// Why a mapping takes no messages although there are some: its function's role lacks a permission.
struct PollingProblem: Codable, Sendable, Hashable {
    /// What was refused, in IAM's words.
    let reason: String
    /// When it tries again.
    let nextPoll: Timestamp

    /// How long it waits before it tries again. UNVERIFIED: how soon Lambda does isn't documented.
    static let patience: Duration = .seconds(60)

    /// As the mapping's `LastProcessingResult`. UNVERIFIED: what follows the first word, and that mappings of queues have it.
    var result: String { "PROBLEM: \(reason)" }
}

extension CloudState {
    /// Whether a mapping may receive in the name of its function's role. If not, the messages stay where they are, the
    /// mapping says why, and tries again after a while.
    mutating func mayReceive(for mapping: EventSourceMapping, _ context: inout ActionContext) -> Bool {
        let reason = receivingRefusal(of: mapping, context)
        guard let reason else {
            if mapping.problem != nil { setProblem(nil, of: mapping, context) }
            return true
        }
        // One that waits to try again is asked anew for each message that comes.
        if let known = mapping.problem, known.reason == reason, known.nextPoll > context.now { return false }
        let problem = PollingProblem(reason: reason, nextPoll: context.now + PollingProblem.patience)
        if mapping.problem?.reason != reason {
            context.note(
                "lambda",
                "\(mapping.functionName) gets no messages of \(mapping.queueName): \(reason)"
            )
        }
        setProblem(problem, of: mapping, context)
        context.schedule(.lambda(.poll(mapping: mapping.uuid)), at: problem.nextPoll)
        return false
    }

    private mutating func setProblem(
        _ problem: PollingProblem?,
        of mapping: EventSourceMapping,
        _ context: ActionContext
    ) {
        withRegion(context.region) { $0.lambda.mappings[mapping.uuid]?.problem = problem }
    }

    private func receivingRefusal(of mapping: EventSourceMapping, _ context: ActionContext) -> String? {
        guard let source = ARN(mapping.sourceARN),
            let version = try? regions[context.region.name]?.lambda.version(mapping.function, context)
        else { return nil }
        let role = version.settings.role
        let required =
            [RequiredPermission("sqs:ReceiveMessage", on: mapping.sourceARN)]
            + keyPermissions(for: .receiving, of: source)
        guard let refusal = refusal(of: required, toExecutionRole: role, context) else { return nil }
        return refusal.reason(callerARN: role)
    }
}
