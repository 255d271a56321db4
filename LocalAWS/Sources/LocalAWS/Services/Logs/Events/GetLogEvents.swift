internal import Platform

/// Reads a stream, forward or backward. The end is where the same token comes back.
struct GetLogEvents: LogsOperation {
    static let name = "GetLogEvents"
    static let honours: Set<String> = LogGroupReference.parameters.union([
        "logStreamName", "startTime", "endTime", "nextToken", "limit", "startFromHead",
    ])
    static let refuses: Set<String> = ["unmask"]
    static let mutates = false

    /// The most bytes of a page.
    private static let maximumBytes = 1_048_576

    /// A page of events, and where it begins and ends.
    struct Events: Sendable {
        let events: [StoredLogEvent]
        let start: LogPosition
        let end: LogPosition
    }

    private let group: LogGroupReference
    private let streamName: String
    private let window: LogWindow
    private let limit: Int
    private let isFromHead: Bool
    private let token: LogToken?

    init(_ parameters: Parameters) throws(ServiceError) {
        group = try LogGroupReference(parameters)
        streamName = try parameters.required("logStreamName")
        try LogNames.checkStream(streamName)
        window = try LogWindow(parameters)
        limit = try LogWindow.limit(parameters)
        isFromHead = try parameters.boolean("startFromHead") ?? false
        token = try parameters.optional("nextToken").map { text throws(ServiceError) in
            guard let token = LogToken(text) else {
                throw .invalidLogParameter("The specified nextToken is invalid.")
            }
            return token
        }
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: group.name, stream: streamName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) -> Events {
        let group = try state.group(group.name)
        let stream = try group.stream(streamName)
        let window = window.limited(to: group.retentionStart(at: context.now))
        switch token {
        case .forward(let position)?:
            return forward(
                stream.events(from: max(position, window.start), to: window.end),
                emptyAt: position
            )
        case .backward(let position)?:
            return backward(
                stream.events(from: window.start, to: min(position, window.end)),
                emptyAt: position
            )
        case nil where isFromHead:
            return forward(stream.events(from: window.start, to: window.end), emptyAt: window.start)
        case nil:
            let events = stream.events(from: window.start, to: window.end)
            return backward(events, emptyAt: stream.events.last?.position.next ?? window.start)
        }
    }

    private func forward(_ events: ArraySlice<StoredLogEvent>, emptyAt position: LogPosition) -> Events {
        page(of: Array(events.prefix(count(of: events.prefix(limit)))), emptyAt: position)
    }

    private func backward(_ events: ArraySlice<StoredLogEvent>, emptyAt position: LogPosition) -> Events {
        page(of: Array(events.suffix(count(of: events.suffix(limit).reversed()))), emptyAt: position)
    }

    /// How many of the events fit into a page; one does always.
    private func count(of events: some Collection<StoredLogEvent>) -> Int {
        var bytes = 0
        let fitting = events.prefix { event in
            bytes += event.storedBytes
            return bytes <= Self.maximumBytes
        }
        return max(min(1, events.count), fitting.count)
    }

    private func page(of events: [StoredLogEvent], emptyAt position: LogPosition) -> Events {
        Events(
            events: events,
            start: events.first?.position ?? position,
            end: events.last?.position.next ?? position
        )
    }

    static func render(_ page: Events, to writer: inout OutputWriter) {
        writer.list("events", of: page.events) { writer, event in
            writer.number("timestamp", Int(event.timestamp))
            writer.text("message", event.message)
            writer.number("ingestionTime", Int(event.ingestionTime))
        }
        writer.text("nextForwardToken", LogToken.forward(page.end).text)
        writer.text("nextBackwardToken", LogToken.backward(page.start).text)
    }
}
