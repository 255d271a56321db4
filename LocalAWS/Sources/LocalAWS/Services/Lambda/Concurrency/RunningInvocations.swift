/// How many invocations of each function run. They run in processes, of which a state file has none: in it this is
/// always empty.
struct RunningInvocations: Sendable {
    private var counts: [String: Int] = [:]

    subscript(function: String) -> Int { counts[function] ?? 0 }

    /// Those of all functions but the given ones.
    func total(without functions: Set<String>) -> Int {
        counts.reduce(0) { $0 + (functions.contains($1.key) ? 0 : $1.value) }
    }

    mutating func begin(_ function: String) {
        counts[function, default: 0] += 1
    }

    mutating func end(_ function: String) {
        guard let count = counts[function] else { return }
        counts[function] = count > 1 ? count - 1 : nil
    }
}

extension RunningInvocations: Codable {
    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKeys.self)
    }

    private enum NoKeys: CodingKey {}
}

/// How many invocations may run at once.
enum ConcurrencyLimits {
    /// In the whole account, in one region.
    static let account = 1_000
    /// What reservations must leave of that.
    static let unreservedMinimum = 100
}

extension LambdaState {
    /// How many places functions without a reservation share.
    var unreservedConcurrency: Int {
        ConcurrencyLimits.account - functions.values.reduce(0) { $0 + ($1.reservedConcurrency ?? 0) }
    }

    /// Whether another invocation of a function finds a place.
    func hasPlace(for function: LambdaFunction) -> Bool {
        if let reserved = function.reservedConcurrency { return running[function.name] < reserved }
        let reserving = functions.values.filter { $0.reservedConcurrency != nil }.map(\.name)
        return running.total(without: Set(reserving)) < unreservedConcurrency
    }
}
