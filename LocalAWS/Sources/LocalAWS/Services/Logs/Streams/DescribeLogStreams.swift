internal import Platform

/// Lists the streams of a group.
struct DescribeLogStreams: LogsOperation {
    static let name = "DescribeLogStreams"
    static let honours: Set<String> = LogGroupReference.parameters.union([
        "logStreamNamePrefix", "orderBy", "descending", "limit", "nextToken",
    ])
    static let mutates = false

    private enum Order: String {
        case name = "LogStreamName"
        case lastEventTime = "LastEventTime"
    }

    /// A stream with its ARN.
    struct View: Sendable {
        let stream: LogStream
        let arn: String
    }

    private let group: LogGroupReference
    private let prefix: String?
    private let order: Order
    private let isDescending: Bool
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        group = try LogGroupReference(parameters)
        prefix = parameters.optional("logStreamNamePrefix")
        if let prefix { try LogNames.checkStream(prefix, parameter: "logStreamNamePrefix") }
        let orderBy = parameters.optional("orderBy") ?? Order.name.rawValue
        guard let order = Order(rawValue: orderBy) else {
            throw .invalidLogParameter(
                "1 validation error detected: Value '\(orderBy)' at 'orderBy' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [LogStreamName, LastEventTime]"
            )
        }
        guard order == .name || prefix == nil else {
            throw .invalidLogParameter("Cannot order by LastEventTime with a logStreamNamePrefix.")
        }
        self.order = order
        isDescending = try parameters.boolean("descending") ?? false
        page = try ListPage(parameters, of: Self.name, names: .logs, limits: 1...50)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: group.name)
    }

    func perform(
        on state: inout LogsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<View> {
        let streams = try state.group(group.name).streams.values
            .filter { stream in prefix.map(stream.name.hasPrefix) ?? true }
            .sorted(by: precedes)
        let groupARN = context.logGroupARN(group.name)
        return page.page(
            of: (isDescending ? streams.reversed() : streams).map {
                View(stream: $0, arn: "\(groupARN):log-stream:\($0.name)")
            }
        )
    }

    private func precedes(_ first: LogStream, _ second: LogStream) -> Bool {
        switch order {
        case .name: first.name < second.name
        case .lastEventTime: (first.lastEventTime, first.name) < (second.lastEventTime, second.name)
        }
    }

    static func render(_ page: Page<View>, to writer: inout OutputWriter) {
        writer.list("logStreams", of: page.items) { writer, view in
            let stream = view.stream
            writer.text("logStreamName", stream.name)
            writer.number("creationTime", Int(stream.creationTime.millisecondsSinceEpoch))
            writer.number("firstEventTimestamp", stream.events.first.map { Int($0.timestamp) })
            writer.number("lastEventTimestamp", stream.events.last.map { Int($0.timestamp) })
            writer.number(
                "lastIngestionTime",
                stream.lastIngestionTime.map { Int($0.millisecondsSinceEpoch) }
            )
            writer.text("uploadSequenceToken", stream.events.last?.id)
            writer.text("arn", view.arn)
            writer.number("storedBytes", stream.storedBytes)
        }
        writer.text("nextToken", page.nextToken)
    }
}

extension LogStream {
    /// A stream without events counts by its own age.
    fileprivate var lastEventTime: Int64 {
        events.last?.timestamp ?? creationTime.millisecondsSinceEpoch
    }
}
