internal import Platform

/// Writes a batch of events to a stream. Metrics come of it: by the group's metric filters, and from the events themselves.
struct PutLogEvents: Operation {
    static let name = "PutLogEvents"
    static let honours: Set<String> = [
        "logGroupName", "logStreamName", "logEvents.N.timestamp", "logEvents.N.message", "sequenceToken",
    ]
    static let refuses: Set<String> = ["entity"]
    static let mutates = true

    /// What the caller is told.
    struct Receipt: Sendable {
        let nextSequenceToken: String?
        let rejected: LogBatch.Rejection?
    }

    private let groupName: String
    private let streamName: String
    private let batch: LogBatch

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
        streamName = try parameters.required("logStreamName")
        try LogNames.checkStream(streamName)
        // Tokens have been taken whatever they are since 2023.
        _ = parameters.text("sequenceToken")
        var messages: [LogMessage] = []
        for event in parameters.structures("logEvents") {
            let timestamp = try event.requiredInteger("timestamp")
            guard (0...Self.latestTimestamp).contains(timestamp) else {
                throw .invalidValue(
                    "\(timestamp)",
                    for: event.fullName("timestamp"),
                    expected: "Milliseconds."
                )
            }
            messages.append(LogMessage(timestamp: Int64(timestamp), text: try event.required("message")))
        }
        batch = try LogBatch(messages)
    }

    /// The end of the year 9999.
    private static let latestTimestamp = 253_402_300_799_999

    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout RegionState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region, body)
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName, stream: streamName)
    }

    func perform(
        on region: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Receipt {
        let group = try region.logs.group(groupName)
        _ = try group.stream(streamName)
        let (taken, rejected) = batch.sifted(
            at: context.now,
            retentionStart: group.retentionStart(at: context.now)
        )
        region.writeLog(taken, group: groupName, stream: streamName, &context)
        let last = region.logs.groups[groupName]?.streams[streamName]?.events.last
        return Receipt(nextSequenceToken: last?.id, rejected: rejected)
    }

    static func render(_ receipt: Receipt, to writer: inout OutputWriter) {
        writer.text("nextSequenceToken", receipt.nextSequenceToken)
        guard let rejected = receipt.rejected else { return }
        writer.structure("rejectedLogEventsInfo") {
            $0.number("tooNewLogEventStartIndex", rejected.tooNewStart)
            $0.number("tooOldLogEventEndIndex", rejected.tooOldEnd)
            $0.number("expiredLogEventEndIndex", rejected.expiredEnd)
        }
    }
}
