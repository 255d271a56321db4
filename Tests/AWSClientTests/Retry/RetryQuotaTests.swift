import Testing

@testable import AWSClient

@Suite struct `The retry quota` {
    @Test func `lets a hundred retries pass, fifty of them after time-outs, and no more`() {
        let quota = RetryQuota()
        var taken = 0
        while quota.take(for: .throttling) == 5 { taken += 1 }
        #expect(taken == 100)
        #expect(quota.take(for: .transient) == nil)

        let other = RetryQuota()
        taken = 0
        while other.take(for: .timeout) == 10 { taken += 1 }
        #expect(taken == 50)
        #expect(other.available == 0)
    }

    @Test
    func `gets back what the last retry took when it succeeds, one token else, and never more than it holds`()
    {
        let quota = RetryQuota()
        quota.giveBack(nil)
        #expect(quota.available == 500)
        let first = quota.take(for: .timeout)
        let second = quota.take(for: .throttling)
        #expect(first == 10)
        quota.giveBack(second)
        #expect(quota.available == 490)
        quota.giveBack(nil)
        #expect(quota.available == 491)
    }

    @Test func `refuses a time-out's retry when there is only enough for another`() {
        let quota = RetryQuota()
        for _ in 0..<99 { _ = quota.take(for: .throttling) }
        #expect(quota.available == 5)
        #expect(quota.take(for: .timeout) == nil)
        #expect(quota.take(for: .throttling) == 5)
    }

    @Test func `is counted right by many tasks at once`() async {
        let quota = RetryQuota()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    for _ in 0..<100 {
                        if let cost = quota.take(for: .transient) { quota.giveBack(cost) }
                    }
                }
            }
        }
        #expect(quota.available == 500)
    }
}
