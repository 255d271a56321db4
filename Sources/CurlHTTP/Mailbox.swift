internal import Glibc
internal import Platform

/// How the world reaches the transfer loop: messages in order, what is to be sent first, and a call that wakes it.
final class Mailbox: Sendable {
    enum Message: Sendable {
        case start(TransferOrder)
        case run(LoopJob)
        case cancel(Ticket)
        case closeIdleConnections
        case stop
    }

    private struct State {
        /// What has to do with sending, which goes first, and everything else.
        var urgent = Queue<Message>()
        var others = Queue<Message>()
        var waker: Waker?
        var thread: pthread_t?
        var ending: Ending?

        var isEmpty: Bool { urgent.isEmpty && others.isEmpty }
        var isOnLoop: Bool { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }

        mutating func append(_ message: Message) {
            switch message {
            case .start, .closeIdleConnections: urgent.append(message)
            case .run, .cancel, .stop: others.append(message)
            }
        }

        mutating func next() -> Message? { urgent.popFirst() ?? others.popFirst() }
    }

    private let state = Lock(State())

    /// Delivers the message and wakes the loop.
    ///
    /// The lock is held over the wake-up, so that the loop can't close its alarm meanwhile. A message that
    /// finds others waiting needs no wake-up of its own, and neither does one from the loop's own thread: the loop
    /// asks `hasMessages` before it waits.
    ///
    /// - Throws: why nothing is accepted any more.
    func post(_ message: Message) throws(Ending) {
        try state.withLock { state throws(Ending) in
            if let ending = state.ending { throw ending }
            if state.isEmpty, !state.isOnLoop { state.waker?.wake() }
            state.append(message)
        }
    }

    /// What the loop does first: from now on a message ends its wait.
    func open(waking waker: Waker) {
        state.withLock { state in
            state.waker = waker
            state.thread = pthread_self()
        }
    }

    /// Whether any message is there to be taken.
    var hasMessages: Bool { state.withLock { !$0.isEmpty } }

    /// Takes the first of the messages.
    func next() -> Message? { state.withLock { $0.next() } }

    /// What the loop does last, before it closes its alarm: nothing is accepted any more, and what was still
    /// to be started fails. Whoever closes first gives the reason.
    func close(_ ending: Ending) {
        state.withLock { state in
            state.ending = state.ending ?? ending
            state.waker = nil
            state.thread = nil
        }
        while let message = next() {
            switch message {
            case .start(let order): order.fail(ending)
            case .run(let job): job.runElsewhere()
            case .cancel, .closeIdleConnections, .stop: break
            }
        }
    }
}

/// Why a transfer is ended from outside, or a transport sends nothing any more.
struct Ending: Error {
    let kind: TransportError.Kind
    let code: Int32
    let message: String

    static let cancellation = Ending(kind: .cancelled, code: 0, message: "the sender's task was cancelled")
    static let shutDown = Ending(kind: .cancelled, code: 0, message: "the transport was shut down")

    static func failure(_ failure: LibcurlFailure) -> Ending {
        Ending(kind: .other, code: failure.code, message: "libcurl failed, \(failure.text)")
    }
}
