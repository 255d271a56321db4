internal import Synchronization

/// A transfer to be started: what to send, how, and whom to tell.
struct TransferOrder: Sendable {
    let request: WireRequest
    let options: TransferOptions
    let ticket: Ticket
    /// Resumed exactly once, on the loop's thread or, when there is no loop any more, on the sender's.
    let continuation: CheckedContinuation<Result<TransportResponse, TransportError>, Never>

    func fail(_ ending: Ending) {
        fail(ending.kind, code: ending.code, ending.message)
    }

    func fail(_ kind: TransportError.Kind, code: Int32 = 0, _ message: String) {
        continuation.resume(
            returning: .failure(
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

    var isCancelled: Bool { mark.load(ordering: .acquiring) }

    func cancel() { mark.store(true, ordering: .releasing) }
}
