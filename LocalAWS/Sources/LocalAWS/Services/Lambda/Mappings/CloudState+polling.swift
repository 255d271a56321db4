internal import Platform

/// The work of event source mappings: batches of messages, each an invocation, whose answer says what becomes of them.
extension CloudState {
    /// Has the mappings of a queue take what is in it.
    mutating func pollMappings(ofQueue name: String, _ context: inout ActionContext) {
        let found = withRegion(context.region) { region in
            region.lambda.mappings.values.filter { $0.queueName == name }.map(\.uuid).sorted()
        }
        for uuid in found { pollQueue(ofMapping: uuid, &context) }
    }

    /// Takes batches out of a mapping's queue, as many as there are and as find a place.
    mutating func pollQueue(ofMapping uuid: String, _ context: inout ActionContext) {
        while let mapping = withRegion(context.region, { $0.mappingWithBatchDue(uuid, &context) }),
            mayReceive(for: mapping, &context),
            let batch = withRegion(context.region, { $0.makeBatch(for: mapping, &context) })
        {
            context.request(RunBatch(batch: batch))
        }
    }

    /// Deletes what a function has dealt with. What it hasn't comes back when its time in the queue is over.
    fileprivate mutating func conclude(
        _ batch: MessageBatch,
        _ outcome: InvocationOutcome,
        _ context: inout ActionContext
    ) {
        finish(batch.order, outcome, &context)
        let succeeded: [ReceivedMessage]
        if case .ran(let result, _) = outcome {
            succeeded = batch.succeeded(by: result)
        } else {
            succeeded = []
        }
        withRegion(context.region) { region in
            region.lambda.batches.end(batch.mappingUUID)
            for message in succeeded {
                try? region.sqs.delete(
                    receiptHandle: message.receiptHandle,
                    from: batch.queueName,
                    at: context.now
                )
            }
        }
        pollQueue(ofMapping: batch.mappingUUID, &context)
    }
}

/// Runs a function on a batch.
private struct RunBatch: Effect {
    let batch: MessageBatch

    func perform(in cloud: Cloud) async {
        let outcome = await cloud.functions.run(batch.order, in: cloud)
        cloud.change(in: batch.order.region) { $0.conclude(batch, outcome, &$1) }
    }
}

extension RegionState {
    /// The mapping, if there is a batch for it now. When there may be one later, it looks again then.
    fileprivate mutating func mappingWithBatchDue(
        _ uuid: String,
        _ context: inout ActionContext
    ) -> EventSourceMapping? {
        guard let mapping = lambda.mappings[uuid], mapping.isWorking(at: context.now),
            let queue = sqs.queues[mapping.queueName],
            let function = lambda.functions[mapping.functionName],
            lambda.batches[uuid] < mapping.settings.maximumConcurrency ?? MappingSettings.defaultConcurrency
        else { return nil }
        guard lambda.hasPlace(for: function) else {
            context.schedule(.lambda(.poll(mapping: uuid)), after: .seconds(1))
            return nil
        }
        let now = context.now
        guard isBatchDue(for: mapping, available: queue.messages.counts(at: now).available, &context) else {
            if let next = queue.messages.nextAvailability(after: now) {
                context.schedule(.lambda(.poll(mapping: uuid)), at: next)
            }
            return nil
        }
        return mapping
    }

    /// Whether there are messages, and either enough for a batch, or they have waited for as long as they may.
    private mutating func isBatchDue(
        for mapping: EventSourceMapping,
        available: Int,
        _ context: inout ActionContext
    ) -> Bool {
        guard available > 0 else { return false }
        let settings = mapping.settings
        if settings.windowSeconds == 0 || available >= settings.batchSize { return true }
        if let end = mapping.windowEnd { return context.now >= end }
        let end = context.now + .seconds(settings.windowSeconds)
        lambda.mappings[mapping.uuid]?.windowEnd = end
        context.schedule(.lambda(.poll(mapping: mapping.uuid)), at: end)
        return false
    }

    fileprivate mutating func makeBatch(
        for mapping: EventSourceMapping,
        _ context: inout ActionContext
    ) -> MessageBatch? {
        lambda.mappings[mapping.uuid]?.windowEnd = nil
        let messages =
            (try? sqs.receive(from: mapping.queueName, atMost: mapping.settings.batchSize, &context)) ?? []
        guard !messages.isEmpty else { return nil }
        let requestID = context.identifiers.uuid()
        let event = SQSEventDocument(messages, sourceARN: mapping.sourceARN, region: context.region)
        let admitted = try? lambda.admit(
            mapping.function,
            requestID: requestID,
            event: event.document.jsonBytes,
            clientContext: nil,
            &context
        )
        guard let order = admitted ?? nil else { return nil }
        lambda.batches.begin(mapping.uuid)
        return MessageBatch(
            mappingUUID: mapping.uuid,
            queueName: mapping.queueName,
            messages: messages,
            reportsFailures: mapping.settings.reportsFailures,
            order: order
        )
    }
}

/// Messages that a function works on.
struct MessageBatch: Sendable {
    let mappingUUID: String
    let queueName: String
    let messages: [ReceivedMessage]
    let reportsFailures: Bool
    let order: InvocationOrder

    /// Those that the function has dealt with: all, none, or those whose failure it doesn't report. A report that isn't
    /// understood is of all of them.
    func succeeded(by result: InvocationResult) -> [ReceivedMessage] {
        guard result.functionError == nil else { return [] }
        guard reportsFailures, !result.payload.isEmpty else { return messages }
        guard let answer = try? Document(json: result.payload) else { return [] }
        guard let report = answer["batchItemFailures"], report != .null else { return messages }
        guard let items = report.list else { return [] }
        let failed = items.compactMap { $0["itemIdentifier"]?.text }
        let known = Set(messages.map(\.message.id))
        guard failed.count == items.count, failed.allSatisfy(known.contains) else { return [] }
        return messages.filter { !failed.contains($0.message.id) }
    }
}

/// A batch as the function gets it.
struct SQSEventDocument: Sendable {
    let document: Document

    init(_ messages: [ReceivedMessage], sourceARN: String, region: Region) {
        document = [
            "Records": .list(messages.map { Self.record($0, sourceARN: sourceARN, region: region) })
        ]
    }

    private static func record(_ received: ReceivedMessage, sourceARN: String, region: Region) -> Document {
        let message = received.message
        let system = message.systemAttributes.map { ($0.key, Document.text($0.value)) }
        return [
            "messageId": .text(message.id),
            "receiptHandle": .text(received.receiptHandle),
            "body": .text(message.content.body),
            "attributes": .structure(Dictionary(system) { _, last in last }),
            "messageAttributes": .structure(message.content.attributes.mapValues(attribute)),
            "md5OfBody": .text(MD5.hex(of: message.content.body.utf8)),
            "eventSource": "aws:sqs",
            "eventSourceARN": .text(sourceARN),
            "awsRegion": .text(region.name),
        ]
    }

    private static func attribute(_ attribute: MessageAttribute) -> Document {
        var members: [String: Document] = [
            "stringListValues": [], "binaryListValues": [], "dataType": .text(attribute.dataType),
        ]
        switch attribute.value {
        case .text(let text): members["stringValue"] = .text(text)
        case .bytes(let bytes): members["binaryValue"] = .text(Base64.text(of: bytes))
        }
        return .structure(members)
    }
}
