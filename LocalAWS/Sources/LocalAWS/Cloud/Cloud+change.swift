internal import Platform
internal import Synchronization

/// Changing what is in the cloud.
extension Cloud {
    /// Runs an action. A dry run does it all on a copy, and then says that it would have succeeded.
    func perform<Called: Operation>(
        _ operation: Called,
        _ call: ActionCall
    ) throws(ServiceError) -> Called.Output {
        try change(
            in: call.region,
            by: call.caller,
            endpointURL: call.endpointURL,
            isNews: Called.mutates
        ) { (state: inout CloudState, context: inout ActionContext) throws(ServiceError) in
            guard call.isDryRun else { return try Self.perform(operation, call, on: &state, &context) }
            var (copy, dry) = (state, context)
            _ = try Self.perform(operation, call, on: &copy, &dry)
            throw .dryRunOperation
        }
    }

    private static func perform<Called: Operation>(
        _ operation: Called,
        _ call: ActionCall,
        on state: inout CloudState,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Called.Output {
        if !call.caller.isRoot || CloudState.servicesWithPolicies.contains(call.service.signingName) {
            let before = context
            let required = try Called.withState(of: &state, in: call.region) {
                operation.permissions(in: $0, before)
            }
            try state.authorise(required, of: Called.name, call, at: context.now)
        }
        return try Called.withState(of: &state, in: call.region) {
            (part: inout Called.State) throws(ServiceError) in
            try operation.perform(on: &part, in: &context)
        }
    }

    /// Changes the state, after everything that is due by then, and before everything that it makes due at once.
    ///
    /// - Parameters:
    ///   - caller: nil for the account itself.
    ///   - isNews: whether those who wait for a change are to be told.
    func change<Result: Sendable, Failure>(
        in region: Region,
        by caller: Caller? = nil,
        endpointURL: String? = nil,
        isNews: Bool = true,
        _ body: (inout CloudState, inout ActionContext) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let caller = caller ?? Caller(accountID: accountID, principal: .root)
        let url = endpointURL ?? self.endpointURL
        var left = Aftermath()
        var wakes = false
        var happenings = 0
        defer { conclude(left, wakes: wakes, isNews: isNews || happenings > 0) }
        return try state.withLock { (state: inout CloudState) throws(Failure) in
            let now = clock.now
            let before = state.agenda.nextMoment
            happenings += settle(&state, at: now, &left)
            defer {
                happenings += settle(&state, at: now, &left)
                wakes = Self.isEarlier(state.agenda.nextMoment, than: before)
            }
            return try act(on: &state, in: region, by: caller, at: now, url, &left, body)
        }
    }

    /// Makes happen what is due. Returns when something is to happen next, nil when nothing is.
    func settle() -> Timestamp? {
        var left = Aftermath()
        let (count, next) = state.withLock { state in
            (settle(&state, at: clock.now, &left), state.agenda.nextMoment)
        }
        conclude(left, wakes: false, isNews: count > 0)
        return next
    }

    /// Moves the cloud's time forward, and makes happen what falls due by that.
    public func advance(by duration: Duration) {
        clock.advance(by: duration)
        _ = settle()
        alarm.ring()
        changes.send()
    }

    /// The most that happens in one go, so that no two things which cause each other hold the cloud for ever.
    private static let settlingLimit = 100_000

    /// - Returns: how many things happened.
    private func settle(_ state: inout CloudState, at now: Timestamp, _ left: inout Aftermath) -> Int {
        var count = 0
        while count < Self.settlingLimit, let entry = state.agenda.takeDue(at: now) {
            count += 1
            let root = Caller(accountID: accountID, principal: .root)
            act(on: &state, in: entry.region, by: root, at: entry.moment, endpointURL, &left) {
                entry.event.event.happen(in: &$0, &$1)
            }
        }
        return count
    }

    /// Acts in a context of its own, and keeps what it leaves: what is to happen goes to the agenda, unless it fails.
    private func act<Result, Failure>(
        on state: inout CloudState,
        in region: Region,
        by caller: Caller,
        at now: Timestamp,
        _ endpointURL: String,
        _ left: inout Aftermath,
        _ body: (inout CloudState, inout ActionContext) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var context = ActionContext(
            now: now,
            region: region,
            accountID: accountID,
            caller: caller,
            timings: timings,
            disturbances: disturbances,
            endpointURL: endpointURL,
            identifiers: state.withRegion(region) { $0.identifiers }
        )
        let result = try body(&state, &context)
        state.withRegion(region) { $0.identifiers = context.identifiers }
        let aftermath = context.takeAftermath()
        for entry in aftermath.events { state.agenda.insert(entry) }
        left.effects += aftermath.effects
        left.notes += aftermath.notes
        return result
    }

    /// What can be done only when the cloud is free.
    private func conclude(_ left: Aftermath, wakes: Bool, isNews: Bool) {
        for note in left.notes { journal.write(note) }
        for effect in left.effects { effects.add(effect) }
        if wakes { alarm.ring() }
        if isNews || !left.notes.isEmpty { changes.send() }
    }

    private static func isEarlier(_ moment: Timestamp?, than other: Timestamp?) -> Bool {
        guard let moment else { return false }
        return other.map { moment < $0 } ?? true
    }
}
