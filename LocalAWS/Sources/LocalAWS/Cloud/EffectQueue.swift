/// The effects that wait to be performed.
struct EffectQueue: Sendable {
    /// To be iterated by one task only.
    let effects: AsyncStream<any Effect>
    private let continuation: AsyncStream<any Effect>.Continuation

    init() {
        (effects, continuation) = AsyncStream.makeStream()
    }

    func add(_ effect: any Effect) {
        continuation.yield(effect)
    }
}
