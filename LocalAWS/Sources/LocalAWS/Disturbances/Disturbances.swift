internal import Platform
internal import Synchronization

/// What keeps calls from going well: AWS's throttling, the network's latency, and faults that a person asked for.
///
/// They come between the signature and the action: a call that is refused by its signature costs no token.
final class Disturbances: Sendable {
    private struct State {
        var buckets = TokenBuckets()
        var rules: [FaultRule]
        var calls: [Int]
        var chance: IdentifierGenerator
    }

    private let throttling: Throttling
    private let latency: Duration
    private let initialRules: [FaultRule]
    private let state: Mutex<State>

    init(throttling: Throttling = .off, latency: Duration = .zero, rules: [FaultRule] = [], seed: UInt64 = 1)
    {
        self.throttling = throttling
        self.latency = latency
        initialRules = rules
        state = Mutex(
            State(
                rules: rules,
                calls: rules.map { _ in 0 },
                chance: IdentifierGenerator(seed: seed, stream: "faults")
            )
        )
    }

    /// The rules in force.
    var rules: [FaultRule] {
        get { state.withLock { $0.rules } }
        set {
            state.withLock {
                $0.rules = newValue
                $0.calls = newValue.map { _ in 0 }
            }
        }
    }

    /// Goes back to the rules of the start, and fills all buckets.
    func reset() {
        rules = initialRules
        state.withLock { $0.buckets = TokenBuckets() }
    }

    /// What happens to a call; nil when nothing does.
    ///
    /// - Parameter isBroad: whether it describes everything there is, which costs more.
    /// - Throws: the refusal of a call for which there is no token.
    func disturbance(
        of call: ActionCall,
        _ action: Action,
        at moment: @autoclosure () -> Timestamp,
        isBroad: @autoclosure () -> Bool
    ) throws(ServiceError) -> Disturbance? {
        if throttling == .aws {
            let bucket = TokenBuckets.Key(
                action: action,
                of: call.service,
                in: call.region,
                isBroad: isBroad()
            )
            let now = moment()
            guard state.withLock({ $0.buckets.take(from: bucket, at: now) }) else {
                throw ServiceError("RequestLimitExceeded", "Request limit exceeded.", status: 503)
            }
        }
        let faults = state.withLock {
            Self.faults(for: "\(call.service.permissionPrefix):\(action.name)", &$0)
        }
        guard latency > .zero || !faults.isEmpty else { return nil }
        return Disturbance(
            delay: faults.reduce(latency) { $0 + $1.delay },
            fault: faults.first { $0.isFailure }
        )
    }

    /// What a call of an action fails with that a service itself makes, without a connection that could be cut; nil when it
    /// goes well.
    func failure(of action: String) -> ServiceError? {
        state.withLock { Self.faults(for: action, &$0) }.lazy.compactMap(\.error).first
    }

    private static func faults(for action: String, _ state: inout State) -> [FaultRule.Fault] {
        var faults: [FaultRule.Fault] = []
        for index in state.rules.indices where state.rules[index].covers(action) {
            state.calls[index] += 1
            let chance = Double(state.chance.next() >> 11) / Double(1 << 53)
            if state.rules[index].strikes(call: state.calls[index], chance: chance) {
                faults.append(state.rules[index].fault)
            }
        }
        return faults
    }
}

/// What happens to one call.
struct Disturbance: Sendable {
    /// How long it waits before anything else.
    let delay: Duration
    let fault: FaultRule.Fault?
}

/// Whether calls are throttled.
public enum Throttling: String, Sendable, CaseIterable {
    /// With the token buckets that AWS documents for EC2.
    case aws
    case off
}
