internal import Synchronization

/// How the world reaches the transfer loop: messages in order, and a call that wakes it.
final class Mailbox: Sendable {
    enum Message: Sendable {
        case start(TransferOrder)
        case cancel(Ticket)
        case stop
    }

    private struct State {
        var messages: [Message] = []
        var waker: MultiHandle.Waker?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Delivers the message and wakes the loop; false, and nothing is done, when the loop has ended.
    ///
    /// The lock is held over the wake-up, so that the loop can't free its multi handle meanwhile. A message that
    /// finds others waiting needs no wake-up of its own.
    func post(_ message: Message) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            if state.messages.isEmpty { state.waker?.wake() }
            state.messages.append(message)
            return true
        }
    }

    /// What the loop does first: from now on a message wakes its multi handle.
    func open(waking waker: MultiHandle.Waker) {
        state.withLock { $0.waker = waker }
    }

    /// All messages since the last call.
    func take() -> [Message] {
        state.withLock { state in
            defer { state.messages.removeAll(keepingCapacity: true) }
            return state.messages
        }
    }

    /// What the loop does last, before it frees its multi handle: nothing is accepted any more. Returns what was
    /// still waiting.
    func close() -> [Message] {
        state.withLock { state in
            state.isClosed = true
            state.waker = nil
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// Accepts nothing any more, and fails what was still waiting.
    func refuseAll() {
        for message in close() {
            if case .start(let order) = message { order.fail(.cancelled, TransferLoop.shutDownText) }
        }
    }
}
