internal import Platform

/// Looks for events in the streams of a group, in the order of their timestamps.
struct FilterLogEvents: LogsOperation {
    static let name = "FilterLogEvents"
    static let honours: Set<String> = LogGroupReference.parameters.union([
        "logStreamNames.N", "logStreamNamePrefix", "startTime", "endTime", "filterPattern", "nextToken",
        "limit",
        "interleaved",
    ])
    static let refuses: Set<String> = ["unmask"]
    static let mutates = false

    /// The most bytes of a page.
    private static let maximumBytes = 1_048_576

    /// Events with the names of their streams.
    struct Found: Sendable {
        var events: [(stream: String, event: StoredLogEvent)] = []
        var nextToken: String?
    }

    private let group: LogGroupReference
    private let streamNames: [String]
    private let prefix: String?
    private let window: LogWindow
    private let pattern: LogPattern
    private let limit: Int
    /// The position of the page's first event.
    private let start: LogPosition?

    init(_ parameters: Parameters) throws(ServiceError) {
        group = try LogGroupReference(parameters)
        streamNames = parameters.list("logStreamNames")
        prefix = parameters.optional("logStreamNamePrefix")
        guard streamNames.isEmpty || prefix == nil else {
            throw .invalidLogParameter(
                "logStreamNames and logStreamNamePrefix are mutually exclusive parameters."
            )
        }
        guard streamNames.count <= 100 else {
            throw .invalidLogParameter("logStreamNames has 100 members at most.")
        }
        window = try LogWindow(parameters, isEndIncluded: true)
        pattern = try LogPattern.read(parameters.text("filterPattern") ?? "")
        limit = try LogWindow.limit(parameters)
        // Events always come interleaved.
        _ = try parameters.boolean("interleaved")
        start = try parameters.optional("nextToken").map { text throws(ServiceError) in
            guard let position = LogPosition(digits: text) else {
                throw .invalidLogParameter("The specified nextToken is invalid.")
            }
            return position
        }
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: group.name)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) -> Found {
        let group = try state.group(group.name)
        let window = window.limited(to: group.retentionStart(at: context.now))
        let streams = try streams(of: group)
        let events = streams.flatMap { stream in
            stream.events(from: max(window.start, start ?? window.start), to: window.end)
                .map { (stream: stream.name, event: $0) }
        }
        return page(of: events.sorted { $0.event.position < $1.event.position })
    }

    private func streams(of group: LogGroup) throws(ServiceError) -> [LogStream] {
        if let prefix { return group.streams.values.filter { $0.name.hasPrefix(prefix) } }
        guard !streamNames.isEmpty else { return Array(group.streams.values) }
        var streams: [LogStream] = []
        for name in Set(streamNames) { streams.append(try group.stream(name)) }
        return streams
    }

    private func page(of events: [(stream: String, event: StoredLogEvent)]) -> Found {
        var found = Found()
        var bytes = 0
        for candidate in events where pattern.matches(candidate.event.message) {
            bytes += candidate.event.storedBytes
            guard found.events.count < limit, bytes <= Self.maximumBytes || found.events.isEmpty else {
                found.nextToken = candidate.event.position.digits
                break
            }
            found.events.append(candidate)
        }
        return found
    }

    static func render(_ found: Found, to writer: inout OutputWriter) {
        writer.list("events", of: found.events) { writer, found in
            writer.text("logStreamName", found.stream)
            writer.number("timestamp", Int(found.event.timestamp))
            writer.text("message", found.event.message)
            writer.number("ingestionTime", Int(found.event.ingestionTime))
            writer.text("eventId", found.event.id)
        }
        // AWS has left it empty since 2022.
        writer.texts("searchedLogStreams", [])
        writer.text("nextToken", found.nextToken)
    }
}

extension LogPattern {
    /// The pattern of a call.
    static func read(_ text: String) throws(ServiceError) -> LogPattern {
        do throws(LogPatternError) {
            return try LogPattern(text)
        } catch {
            throw .invalidLogParameter(error.description)
        }
    }
}
