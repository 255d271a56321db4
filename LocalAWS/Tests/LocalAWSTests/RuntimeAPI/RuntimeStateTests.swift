import Testing

@testable import LocalAWS

@Suite struct `The runtime's state` {
    private static let ids = InvocationIDs(requestID: "r", invocationID: "i")

    /// A state reached by the steps; each must be allowed.
    private func state(
        _ steps: (inout RuntimeState) throws(Refusal) -> Void...
    ) throws(Refusal) -> RuntimeState {
        var state = RuntimeState()
        for step in steps { try step(&state) }
        return state
    }

    private func poll(_ state: inout RuntimeState) throws(Refusal) { _ = try state.poll() }
    private func deliver(_ state: inout RuntimeState) { state.deliver(Self.ids) }
    private func beginResponse(_ state: inout RuntimeState) throws(Refusal) {
        _ = try state.beginAnswer(.response, requestID: "r", invocationID: nil)
    }
    private func end(_ state: inout RuntimeState) { _ = state.endAnswer(to: Self.ids) }

    @Test func `goes round from ready to ready, any number of times`() throws {
        var state = try state(poll, deliver, beginResponse, end)
        #expect(state.phase == .responded)
        for _ in 1...3 {
            #expect(try state.poll() == .wait)
            state.deliver(Self.ids)
            #expect(try state.beginAnswer(.error, requestID: "r", invocationID: "i") == Self.ids)
            let isExpected = state.endAnswer(to: Self.ids)
            #expect(isExpected)
        }
    }

    @Test func `gives the same event again to a runtime that asks while it has one`() throws {
        var state = try state(poll, deliver)
        #expect(try state.poll() == .repeatEvent)
        #expect(state.phase == .running(Self.ids))
    }

    @Test func `lets a runtime ask again while it waits`() throws {
        var state = try state(poll)
        #expect(try state.poll() == .wait)
    }

    @Test func `refuses an answer that nobody asked for, and a second one`() throws {
        for (steps, name) in try [
            (RuntimeState(), "Started"), (state(poll), "Ready"),
            (state(poll, deliver, beginResponse, end), "ResponseSent"),
            (state(poll, deliver, beginResponse), "InvocationResponse"),
        ] {
            var state = steps
            #expect(throws: Refusal.invalidTransition(from: name, to: "InvocationResponse")) {
                try state.beginAnswer(.response, requestID: "r", invocationID: nil)
            }
            #expect(throws: Refusal.invalidTransition(from: name, to: "InvocationErrorResponse")) {
                try state.beginAnswer(.error, requestID: "r", invocationID: nil)
            }
            #expect(state == steps)
        }
    }

    @Test func `refuses another invocation's identifiers and keeps the invocation`() throws {
        var state = try state(poll, deliver)
        #expect(throws: Refusal.invalidRequestID) {
            try state.beginAnswer(.response, requestID: "other", invocationID: "i")
        }
        #expect(throws: Refusal.invalidInvocationID) {
            try state.beginAnswer(.response, requestID: "r", invocationID: "other")
        }
        #expect(try state.beginAnswer(.response, requestID: "r", invocationID: "i") == Self.ids)
    }

    @Test func `takes no late answer of a process that was reset for that of the next`() throws {
        var state = try state(poll, deliver, beginResponse)
        let next = InvocationIDs(requestID: "r", invocationID: "second attempt")
        state = RuntimeState()
        let isExpectedAfterReset = state.endAnswer(to: Self.ids)
        #expect(!isExpectedAfterReset)
        _ = try state.poll()
        state.deliver(next)
        _ = try state.beginAnswer(.response, requestID: "r", invocationID: nil)
        let isExpectedOfTheFirst = state.endAnswer(to: Self.ids)
        #expect(!isExpectedOfTheFirst)
        let isExpectedOfTheSecond = state.endAnswer(to: next)
        #expect(isExpectedOfTheSecond)
    }

    @Test func `refuses a new event before the answer is in`() throws {
        var state = try state(poll, deliver, beginResponse)
        #expect(throws: Refusal.invalidTransition(from: "InvocationResponse", to: "Ready")) {
            try state.poll()
        }
    }

    @Test func `takes an initialisation error first or not at all`() throws {
        var first = RuntimeState()
        try first.failInitialization()
        #expect(throws: Refusal.invalidTransition(from: "InitError", to: "InitError")) {
            try first.failInitialization()
        }
        #expect(throws: Refusal.invalidTransition(from: "InitError", to: "Ready")) { try first.poll() }
        var late = try state(poll)
        #expect(throws: Refusal.invalidTransition(from: "Ready", to: "InitError")) {
            try late.failInitialization()
        }
    }
}
