internal import Synchronization

/// A transfer to be started: what to send, how, and whom to tell.
final class TransferOrder: Sendable {
    let request: WireRequest
    let options: TransferOptions
    /// Where it leads.
    let route: Route
    /// When it was sent, from which the time limit for the whole transfer counts.
    let sentAt = Moment.now
    let ticket: Ticket
    /// Resumed exactly once, by `end`.
    let continuation: CheckedContinuation<Result<TransportResponse, TransportError>, Never>

    init(
        request: WireRequest,
        options: TransferOptions,
        route: Route,
        ticket: Ticket,
        continuation: CheckedContinuation<Result<TransportResponse, TransportError>, Never>
    ) {
        self.request = request
        self.options = options
        self.route = route
        self.ticket = ticket
        self.continuation = continuation
    }

    /// When the time limit for the whole transfer passes; nil for never.
    var deadline: Moment? {
        options.totalTimeout.map { sentAt + min(max($0, .zero), Self.longestLimit) }
    }

    /// What is left of the time limit for the whole transfer; nil for no limit.
    var timeLeft: Duration? { deadline.map { $0 - .now } }

    /// The limit that sums stay small with: libcurl can't be told a longer one either.
    private static let longestLimit = Duration.milliseconds(Int32.max)

    func isOverdue(at now: Moment) -> Bool {
        deadline.map { $0 <= now } ?? false
    }

    /// Tells the sender how it ended: on the loop's thread or, when there is no loop any more, on the sender's.
    func end(with outcome: Result<TransportResponse, TransportError>) {
        ticket.markEnded()
        continuation.resume(returning: outcome)
    }

    func fail(_ ending: Ending) {
        fail(ending.kind, code: ending.code, ending.message)
    }

    func fail(_ kind: TransportError.Kind, code: Int32 = 0, _ message: String) {
        end(
            with: .failure(
                TransportError(
                    kind: kind,
                    progress: .notSent,
                    origin: request.origin,
                    code: code,
                    message: message
                )
            )
        )
    }
}

/// The identity of a call to `send`, and whether its task was cancelled.
///
/// A cancellation is both a mark on the ticket and a message to the loop. Whichever order the two messages
/// arrive in, none is lost: before the start the mark is seen, during the transfer the message ends it, and after it
/// the message names a ticket that the loop doesn't know any more.
final class Ticket: Sendable {
    private let mark = Atomic(false)
    private let hasEnded = Atomic(false)

    var isCancelled: Bool { mark.load(ordering: .acquiring) }

    func cancel() { mark.store(true, ordering: .releasing) }

    func markEnded() { hasEnded.store(true, ordering: .releasing) }

    /// Whether the outcome is there: always, once the sender was resumed. It is asked all the same, because thread
    /// sanitizer doesn't see the runtime's own ordering where the outcome is there before the sender waits for it.
    var isEnded: Bool { hasEnded.load(ordering: .acquiring) }
}
