internal import Platform

/// What a look into a queue takes.
extension Queue {
    /// How many messages of a queue may be in somebody's hands (Amazon SQS Developer Guide, "Quotas").
    private var maximumInFlight: Int { isFIFO ? 20_000 : 120_000 }

    /// Takes messages for a time.
    ///
    /// - Parameters:
    ///   - timeout: for how long; nil for the queue's own.
    ///   - limit: how often a message may be received; nil for any number of times.
    mutating func receive(
        atMost maximum: Int,
        for timeout: Duration?,
        limit: Int?,
        at now: Timestamp
    ) throws(ServiceError) -> MessageStore.Catch {
        guard messages.count < maximumInFlight || messages.inFlightCount(at: now) < maximumInFlight else {
            // A FIFO queue says nothing, and gives nothing.
            if isFIFO { return MessageStore.Catch() }
            throw ServiceError(
                "OverLimit",
                "The maximum number of in flight messages is reached: \(maximumInFlight).",
                status: 403
            )
        }
        let caught = messages.receive(
            atMost: maximum,
            for: timeout ?? settings.visibilityTimeout,
            limit: limit,
            keepsOrder: isFIFO,
            at: now
        )
        traffic.received += caught.received.count
        // An idle queue isn't measured, so that what is counted now would be told when it is long over.
        if caught.received.isEmpty, isMeasured { traffic.emptyReceives += 1 }
        return caught
    }
}
