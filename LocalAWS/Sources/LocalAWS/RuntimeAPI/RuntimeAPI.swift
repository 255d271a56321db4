internal import Synchronization

/// Lambda's Runtime API (version 2018-06-01), as one execution environment serves it to its one process.
///
/// * `Router` says which address leads to which handler; a file an address.
/// * `RuntimeState` says what the process may do in which order.
/// * This class joins the two sides: requests of the process on one, the host with its events on the other.
///
/// Whatever the process does here, answer twice, answer for another, send too much, hang up: it can spoil its own
/// invocation and nothing else.
final class RuntimeAPI: Sendable {
    /// An event that a process will be given, and the request waiting for it.
    private struct Shared {
        var state = RuntimeState()
        var invocation: Invocation?
        var waiter: Waiter?
        var tickets = 0
        var events: AsyncStream<RuntimeEvent>.Continuation?
    }

    private struct Waiter {
        var ticket: Int
        var continuation: CheckedContinuation<Result<Invocation, Refusal>, Never>
    }

    private let shared = Mutex(Shared())
}

// MARK: - The host's side

extension RuntimeAPI {
    /// Begins anew for a new process. What the process does from here on is told to `events`.
    func reset(events: AsyncStream<RuntimeEvent>.Continuation?) {
        let waiter = shared.withLock { shared in
            let waiter = shared.waiter
            shared = Shared(tickets: shared.tickets, events: events)
            return waiter
        }
        waiter?.continuation.resume(returning: .failure(.superseded))
    }

    /// Hands the event to the process, which has asked for it (`RuntimeEvent.ready`).
    func deliver(_ invocation: Invocation) {
        let waiter = shared.withLock { shared in
            shared.state.deliver(invocation.ids)
            shared.invocation = invocation
            defer { shared.waiter = nil }
            return shared.waiter
        }
        waiter?.continuation.resume(returning: .success(invocation))
    }
}

// MARK: - The process's side

extension RuntimeAPI {
    /// The next invocation. Blocks for as long as there is none.
    func next() async throws(Refusal) -> Invocation {
        let ticket = shared.withLock { shared in
            shared.tickets += 1
            return shared.tickets
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                wait(Waiter(ticket: ticket, continuation: continuation))
            }
        } onCancel: {
            abandon(ticket)
        }
        return try result.get()
    }

    /// The process begins to answer the invocation, which is returned.
    func beginAnswer(
        _ kind: AnswerKind,
        requestID: String,
        invocationID: String?
    ) throws(Refusal) -> InvocationIDs {
        let result = shared.withLock { shared in
            Result { () throws(Refusal) in
                try shared.state.beginAnswer(kind, requestID: requestID, invocationID: invocationID)
            }
        }
        return try result.get()
    }

    /// The answer that was begun is in. It comes to nothing when the process was killed meanwhile.
    func endAnswer(_ answer: InvocationAnswer, to ids: InvocationIDs) {
        shared.withLock { shared in
            guard shared.state.endAnswer(to: ids) else { return }
            shared.invocation = nil
            shared.events?.yield(.answered(answer))
        }
    }

    /// The process says that it can't start.
    func failInitialization(_ report: RuntimeErrorReport) throws(Refusal) {
        let result = shared.withLock { shared in
            Result { () throws(Refusal) in
                try shared.state.failInitialization()
                shared.events?.yield(.initializationFailed(report))
            }
        }
        try result.get()
    }

    /// Either resumes the waiter at once or keeps it until there is an event. Of several the last one waits: a process
    /// that asks again has given up its earlier request.
    private func wait(_ waiter: Waiter) {
        let resumption: (Waiter, Result<Invocation, Refusal>)? = shared.withLock { shared in
            if Task.isCancelled { return (waiter, .failure(.superseded)) }
            do throws(Refusal) {
                switch try shared.state.poll() {
                case .repeatEvent:
                    guard let invocation = shared.invocation else { return (waiter, .failure(.superseded)) }
                    return (waiter, .success(invocation))
                case .wait:
                    let earlier = shared.waiter
                    shared.waiter = waiter
                    shared.events?.yield(.ready)
                    return earlier.map { ($0, .failure(.superseded)) }
                }
            } catch {
                return (waiter, .failure(error))
            }
        }
        if let (waiter, result) = resumption { waiter.continuation.resume(returning: result) }
    }

    private func abandon(_ ticket: Int) {
        let waiter: Waiter? = shared.withLock { shared in
            guard shared.waiter?.ticket == ticket else { return nil }
            defer { shared.waiter = nil }
            return shared.waiter
        }
        waiter?.continuation.resume(returning: .failure(.superseded))
    }
}
