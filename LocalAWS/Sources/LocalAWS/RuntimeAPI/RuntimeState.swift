/// Where a runtime stands in the Runtime API's protocol, and what it may therefore do next.
///
/// ```text
/// started ──next──▶ ready ──event delivered──▶ running ──response or error begins──▶ receiving ──ends──▶ responded
///    │                ▲                                                                                     │
///    └─init/error─▶ initializationFailed    └──────────────────────────────next──────────────────────────────┘
/// ```
///
/// A pure value: the HTTP side asks it before it does anything, and answers a refusal as it is.
struct RuntimeState: Sendable, Equatable {
    /// The states of the diagram.
    enum Phase: Sendable, Equatable {
        case started
        case initializationFailed
        case ready
        case running(InvocationIDs)
        case receiving(InvocationIDs, AnswerKind)
        case responded
    }

    /// What a request for the next invocation leads to.
    enum Poll: Sendable, Equatable {
        /// It is answered when there is an event.
        case wait
        /// It is answered with the event that is being handled already: the first answer may have been lost.
        case repeatEvent
    }

    private(set) var phase = Phase.started

    /// The runtime asks for the next invocation.
    mutating func poll() throws(Refusal) -> Poll {
        switch phase {
        case .started, .ready, .responded:
            phase = .ready
            return .wait
        case .running:
            return .repeatEvent
        case .initializationFailed, .receiving:
            throw .invalidTransition(from: phase.name, to: Phase.ready.name)
        }
    }

    /// An event is handed to the runtime, which must be ready for it.
    mutating func deliver(_ ids: InvocationIDs) {
        precondition(phase == .ready, "an event goes to a runtime that asked for it")
        phase = .running(ids)
    }

    /// The runtime begins to post the answer to an invocation.
    ///
    /// - Parameter invocationID: what the runtime echoed; nil when it sent none, which is accepted.
    /// - Returns: the invocation, with which the answer is to be ended.
    mutating func beginAnswer(
        _ kind: AnswerKind,
        requestID: String,
        invocationID: String?
    ) throws(Refusal) -> InvocationIDs {
        guard case .running(let ids) = phase else {
            throw .invalidTransition(from: phase.name, to: kind.stateName)
        }
        guard requestID == ids.requestID else { throw .invalidRequestID }
        guard invocationID == nil || invocationID == ids.invocationID else { throw .invalidInvocationID }
        phase = .receiving(ids, kind)
        return ids
    }

    /// The answer is in, whole or not: there is no second one.
    ///
    /// - Returns: false when nobody waits for it any more, because the process was reset while it answered.
    mutating func endAnswer(to ids: InvocationIDs) -> Bool {
        guard case .receiving(ids, _) = phase else { return false }
        phase = .responded
        return true
    }

    /// The runtime reports that it can't start.
    mutating func failInitialization() throws(Refusal) {
        guard phase == .started else {
            throw .invalidTransition(from: phase.name, to: Phase.initializationFailed.name)
        }
        phase = .initializationFailed
    }
}

/// The two ways to answer an invocation.
enum AnswerKind: Sendable, Equatable {
    case response
    case error

    var stateName: String {
        switch self {
        case .response: "InvocationResponse"
        case .error: "InvocationErrorResponse"
        }
    }
}

extension RuntimeState.Phase {
    /// The state's name in refusals.
    var name: String {
        switch self {
        case .started: "Started"
        case .initializationFailed: "InitError"
        case .ready: "Ready"
        case .running: "Running"
        case .receiving(_, let kind): kind.stateName
        case .responded: "ResponseSent"
        }
    }
}
