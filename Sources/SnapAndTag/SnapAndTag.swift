internal import JSON
package import LambdaRuntime
internal import Logging
package import Platform

/// The function: for each instance whose launch an event announces, snapshots every attached volume, then tags the
/// instance `Snapshots=Created`.
///
/// Event → messages → what they mean and ask for (`Events/`) → the procedure for each launch (`Procedure/`) → answer and metrics
/// (`Answer/`).
package struct SnapAndTag: LambdaHandler {
    private let procedure: SnapshotProcedure
    private let settings: Settings
    private let time: TimeSource
    private let metrics: MetricsOutput?

    /// A function that does its work through that procedure.
    ///
    /// - Parameter metrics: Where each invocation's metrics go; nil writes none.
    package init(
        procedure: SnapshotProcedure,
        settings: Settings,
        time: TimeSource = .system,
        metrics: MetricsOutput?
    ) {
        self.procedure = procedure
        self.settings = settings
        self.time = time
        self.metrics = metrics
    }

    /// The answer is a JSON report: of the one message, or of each.
    ///
    /// - Throws: `BadEvent` when the event isn't JSON or announces a launch without saying which; `SnapshotFailure`
    ///   when a snapshot or a tag is missing. Every message has been seen to before it throws.
    package func handle(_ event: [UInt8], context: InvocationContext) async throws -> [UInt8] {
        let start = time.now()
        context.logger.info("Received event: \(EventExcerpt(event))")
        let outcomes: [MessageOutcome]
        do throws(BadEvent) {
            let messages = IncomingEvent(try Self.parse(event)).messages
            outcomes = await self.outcomes(of: messages, in: context, since: start)
        } catch {
            outcomes = [MessageOutcome(sqsMessageID: nil, outcome: .rejected(error))]
        }
        metrics?.write(Metrics(outcomes.map(\.outcome), duration: time.now() - start), at: start, of: context)
        return try Answer(outcomes, reportsBatchItemFailures: settings.reportsBatchItemFailures).body()
    }

    private static func parse(_ event: [UInt8]) throws(BadEvent) -> JSON {
        do throws(JSONError) {
            return try JSON.parse(event, skippingByteOrderMark: true, mending: true)
        } catch {
            throw BadEvent(problem: event.isEmpty ? "The event is empty." : "The event isn't JSON: \(error)")
        }
    }

    /// The messages' outcomes in order.
    private func outcomes(
        of messages: [IncomingEvent.Message],
        in context: InvocationContext,
        since start: Timestamp
    ) async -> [MessageOutcome] {
        let deadline = Self.workDeadline(from: start, until: context.deadline)
        let tasks = FunctionTask.tasks(for: messages)
        let places = Places(settings.concurrentCreates)
        let outcomes = await mapSideBySide(tasks, limit: 8) { task in
            await outcome(of: task.meaning, deadline: deadline, logger: context.logger, places: places)
        }
        return zip(tasks, outcomes)
            .flatMap { task, outcome in task.positions.map { (position: $0, outcome: outcome) } }
            .sorted { $0.position < $1.position }
            .map { MessageOutcome(sqsMessageID: messages[$0.position].sqsMessageID, outcome: $0.outcome) }
    }

    private func run(
        _ launch: Launch,
        deadline: Timestamp,
        logger: Logger,
        places: Places
    ) async -> Outcome {
        do throws(SnapshotFailure) {
            return .handled(
                try await procedure.run(launch, deadline: deadline, logger: logger, places: places)
            )
        } catch {
            return .failed(error)
        }
    }

    private func outcome(
        of meaning: Meaning,
        deadline: Timestamp,
        logger: Logger,
        places: Places
    ) async -> Outcome {
        switch meaning {
        case .launch(let launch):
            return await run(launch, deadline: deadline, logger: logger, places: places)
        case .lifecycleAction(let action):
            let reason =
                "lifecycle action of hook \(quoted(action.hookName)): hooks are left to complete themselves"
            logger.warning("Nothing done about a message: it is a \(reason)")
            return .ignored(reason: reason)
        case .nothing(let reason):
            logger.info("Nothing done about a message: \(reason)")
            return .ignored(reason: reason)
        case .unreadable(let reason):
            logger.warning("Nothing done about a message: \(reason)")
            return .ignored(reason: reason)
        case .unusable(let reason):
            logger.error("A message can't be used: \(reason)")
            return .rejected(BadEvent(problem: "A message can't be used: \(reason)."))
        }
    }

    /// The moment by which the work has to end, so that there is time left to report: a tenth of what Lambda gives,
    /// but at least 200 ms and at most 2 s before it kills the process.
    private static func workDeadline(from start: Timestamp, until deadline: Timestamp) -> Timestamp {
        guard deadline > start else { return start }
        let reserve = min(max((deadline - start) / 10, .milliseconds(200)), .seconds(2))
        return deadline - reserve
    }
}
