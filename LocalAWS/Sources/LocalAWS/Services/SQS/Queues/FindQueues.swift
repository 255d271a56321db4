/// Tells the URL of a queue.
struct GetQueueUrl: QueueOperation {
    static let name = "GetQueueUrl"
    static let honours: Set<String> = ["QueueName", "QueueOwnerAWSAccountId"]
    static let mutates = false

    let queueName: String
    private let owner: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try parameters.required("QueueName")
        owner = parameters.optional("QueueOwnerAWSAccountId")
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        guard owner == nil || owner == context.accountID else { throw .queueDoesNotExist }
        return QueueURL.url(of: try state.queue(queueName).name, context)
    }

    static func render(_ url: String, to writer: inout OutputWriter) {
        writer.text("QueueUrl", url)
    }
}

/// Lists queues, by name.
struct ListQueues: SQSOperation {
    static let name = "ListQueues"
    static let honours: Set<String> = ["QueueNamePrefix", "MaxResults", "NextToken"]
    static let mutates = false

    private let prefix: String
    private let page: QueuePage

    init(_ parameters: Parameters) throws(ServiceError) {
        prefix = parameters.optional("QueueNamePrefix") ?? ""
        page = try QueuePage(parameters, of: "ListQueues \(prefix)")
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> QueuePage.Result {
        page.cut(state.sortedQueues.map(\.name).filter { $0.hasPrefix(prefix) }, context)
    }

    static func render(_ output: QueuePage.Result, to writer: inout OutputWriter) {
        if !output.urls.isEmpty { writer.texts("QueueUrls", output.urls) }
        writer.text("NextToken", output.nextToken)
    }
}

/// Lists the queues whose messages end in this one.
struct ListDeadLetterSourceQueues: QueueOperation {
    static let name = "ListDeadLetterSourceQueues"
    static let honours: Set<String> = ["QueueUrl", "MaxResults", "NextToken"]
    static let mutates = false

    let queueName: String
    private let page: QueuePage

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        page = try QueuePage(parameters, of: "ListDeadLetterSourceQueues \(queueName)")
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> QueuePage.Result {
        let arn = try state.queue(queueName).arn(context)
        return page.cut(state.sources(ofDeadLetterQueue: arn).map(\.name), context)
    }

    /// The one list of SQS that begins with a small letter.
    static func render(_ output: QueuePage.Result, to writer: inout OutputWriter) {
        writer.texts("queueUrls", output.urls)
        writer.text("NextToken", output.nextToken)
    }
}

/// A page of a list of queues. Only who says how long it may be is told how to go on.
struct QueuePage: Sendable {
    private static let maximumResults = 1_000

    struct Result: Sendable {
        let urls: [String]
        let nextToken: String?
    }

    private let limit: Int?
    private let lastName: String?
    private let list: String

    init(_ parameters: Parameters, of list: String) throws(ServiceError) {
        self.list = list
        limit = try parameters.integer("MaxResults")
        guard limit.map({ (1...Self.maximumResults).contains($0) }) ?? true else {
            throw ServiceError(
                "InvalidParameterValue",
                "Value \(limit ?? 0) for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 "
                    + "and \(Self.maximumResults)."
            )
        }
        lastName = try parameters.optional("NextToken").map { text throws(ServiceError) in
            guard let name = NameToken(text: text, of: list)?.name else {
                throw ServiceError("InvalidParameterValue", "Invalid or expired next token.")
            }
            return name
        }
    }

    func cut(_ names: [String], _ context: ActionContext) -> Result {
        let rest = names.filter { name in lastName.map { name > $0 } ?? true }
        let page = rest.prefix(limit ?? Self.maximumResults)
        let goesOn = limit != nil && page.count < rest.count
        return Result(
            urls: page.map { QueueURL.url(of: $0, context) },
            nextToken: goesOn ? page.last.map { NameToken(name: $0, of: list).text } : nil
        )
    }
}
