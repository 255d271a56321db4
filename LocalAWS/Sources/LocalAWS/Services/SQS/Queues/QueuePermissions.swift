/// Adds a statement to a queue's policy: the short way.
struct AddQueuePermission: QueueOperation {
    static let name = "AddPermission"
    static let honours: Set<String> = ["QueueUrl", "Label", "AWSAccountIds.N", "Actions.N"]
    static let mutates = true

    private static let actions: Set<String> = [
        "*", "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility",
        "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue",
    ]

    let queueName: String
    private let grant: PolicyGrant

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        grant = PolicyGrant(
            label: try parameters.required("Label"),
            accountIDs: parameters.list("AWSAccountIds"),
            actions: parameters.list("Actions")
        )
        guard !grant.accountIDs.isEmpty else { throw .missingParameter("AWSAccountIds") }
        guard !grant.actions.isEmpty else { throw .missingParameter("Actions") }
        if let unknown = grant.actions.first(where: { !Self.actions.contains($0) }) {
            throw ServiceError(
                "InvalidParameterValue",
                "Value SQS:\(unknown) for parameter ActionName is invalid. Reason: Only the queue owner is allowed to "
                    + "invoke this action."
            )
        }
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        var queue = try state.queue(queueName)
        let arn = queue.arn(context)
        var policy = ResourcePolicyText(queue.settings.texts["Policy"], id: "\(arn)/SQSDefaultPolicy")
        guard policy.add(grant.statement(service: "SQS", on: arn, context), labelled: grant.label) else {
            throw .invalidMessage(grant.label, parameter: "Label", reason: "Already exists.")
        }
        try queue.settings.set([("Policy", policy.text)], isFIFO: queue.isFIFO)
        queue.modifiedAt = context.now
        state.add(queue)
    }
}

/// Removes a statement from a queue's policy.
struct RemoveQueuePermission: QueueOperation {
    static let name = "RemovePermission"
    static let honours: Set<String> = ["QueueUrl", "Label"]
    static let mutates = true

    let queueName: String
    private let label: String

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        label = try parameters.required("Label")
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        var queue = try state.queue(queueName)
        var policy = ResourcePolicyText(queue.settings.texts["Policy"], id: "")
        guard policy.remove(labelled: label) else {
            throw .invalidMessage(label, parameter: "Label", reason: "can't find label on existing policy.")
        }
        try queue.settings.set([("Policy", policy.isEmpty ? "" : policy.text)], isFIFO: queue.isFIFO)
        queue.modifiedAt = context.now
        state.add(queue)
    }
}
