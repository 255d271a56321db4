/// Numbers that look random and are the same at every run.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension FakeEC2.Fault {
    /// A fault of any kind.
    static func random(using chance: inout SeededChance) -> Self {
        let actions = [
            "DescribeVolumes", "DescribeSnapshots", "DescribeInstances", "CreateSnapshot", "CreateSnapshot",
            "CreateSnapshot", "CreateTags",
        ]
        let kinds: [Kind] = [
            .resetBeforeEffect, .resetAfterEffect,
            .timeoutBeforeEffect(.seconds(8)), .timeoutAfterEffect(.seconds(8)),
            .refusal(code: "RequestLimitExceeded", status: 503),
            .refusal(code: "InternalError", status: 500),
            .refusal(code: "Unavailable", status: 503),
            .refusal(code: "UnauthorizedOperation", status: 403),
        ]
        return FakeEC2.Fault(
            action: actions[Int.random(in: 0..<actions.count, using: &chance)],
            times: Int.random(in: 1...3, using: &chance),
            kind: kinds[Int.random(in: 0..<kinds.count, using: &chance)]
        )
    }
}
