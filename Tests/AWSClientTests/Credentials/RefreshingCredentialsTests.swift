import Platform
import SigV4
import Testing

@testable import AWSClient

/// A provider whose answer is given by the test when it likes.
private final class GatedProvider: CredentialsProvider {
    let name = "gated"
    private let state = Lock<(waiting: [CheckedContinuation<CredentialsOutcome, Never>], asked: Int)>(
        ([], 0)
    )

    var asked: Int { state.withLock { $0.asked } }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        let outcome = await withCheckedContinuation { continuation in
            state.withLock {
                $0.asked += 1
                $0.waiting.append(continuation)
            }
        }
        return try outcome.get()
    }

    /// Waits until somebody asks, and answers.
    func answer(_ outcome: CredentialsOutcome) async {
        while true {
            let continuation = state.withLock { $0.waiting.popLast() }
            if let continuation { return continuation.resume(returning: outcome) }
            await Task.yield()
        }
    }

    func waitUntilAsked() async {
        while state.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
    }
}

@Suite(.timeLimit(.minutes(1))) struct `Credentials that are kept` {
    private let clock = SteppedClock()
    private static let broken = CredentialsOutcome.failure(.failed("x", "broken"))

    @Test func `and never expire are got once`() async throws {
        let provider = ScriptedProvider("x", .success(.testing("STATIC")))
        let kept = RefreshingCredentials(provider, time: clock.source)
        for _ in 0..<3 {
            #expect(try await kept.resolve() == .testing("STATIC"))
            clock.advance(by: .seconds(1_000_000))
        }
        #expect(provider.asked == 1)
        #expect(kept.name == "x")
    }

    @Test(arguments: [(44, 1), (46, 2), (51, 2), (61, 2)])
    func `are renewed from 15 minutes before their end on`(minutes: Int, asked: Int) async throws {
        let provider = ScriptedProvider(
            "x",
            .success(.testing("OLD", expiringAfter: .seconds(3_600))),
            .success(.testing("NEW", expiringAfter: .seconds(9_000)))
        )
        let kept = RefreshingCredentials(provider, time: clock.source)
        _ = try await kept.resolve()
        clock.advance(by: .seconds(60 * minutes))
        #expect(try await kept.resolve().credentials.accessKeyID == (asked == 1 ? "OLD" : "NEW"))
        #expect(provider.asked == asked)
    }

    @Test func `are used on when they can't be renewed, and that is tried again after a minute`() async throws
    {
        let old = ResolvedCredentials.testing("OLD", expiringAfter: .seconds(3_600))
        let provider = ScriptedProvider("x", .success(old), Self.broken)
        let kept = RefreshingCredentials(provider, time: clock.source)
        _ = try await kept.resolve()
        clock.advance(by: .seconds(46 * 60))
        #expect(try await kept.resolve() == old)
        #expect(try await kept.resolve() == old)
        #expect(provider.asked == 2)
        clock.advance(by: .seconds(61))
        #expect(try await kept.resolve() == old)
        #expect(provider.asked == 3)
        clock.advance(by: .seconds(4 * 60))
        #expect(await refusal(of: kept) == .failed("x", "broken"))
    }

    @Test func `that live shortly are renewed in their second half`() async throws {
        let provider = ScriptedProvider(
            "x",
            .success(.testing("OLD", expiringAfter: .seconds(900))),
            .success(.testing("NEW", expiringAfter: .seconds(1_800)))
        )
        let kept = RefreshingCredentials(provider, time: clock.source)
        _ = try await kept.resolve()
        clock.advance(by: .seconds(440))
        #expect(try await kept.resolve().credentials.accessKeyID == "OLD")
        clock.advance(by: .seconds(20))
        #expect(try await kept.resolve().credentials.accessKeyID == "NEW")
    }

    @Test func `and come expired are refused`() async throws {
        let provider = ScriptedProvider("x", .success(.testing("OLD", expiringAfter: .zero)))
        let error = await refusal(of: RefreshingCredentials(provider, time: clock.source))
        #expect(error == .failed("x", "its credentials have expired at 2026-01-15T12:00:00.000Z"))
    }

    @Test func `are got once for all who ask at the same time`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        try await withThrowingTaskGroup(of: ResolvedCredentials.self) { group in
            for _ in 0..<50 { group.addTask { try await kept.resolve() } }
            await provider.answer(.success(.testing("ONE")))
            for try await resolved in group { #expect(resolved == .testing("ONE")) }
        }
        #expect(provider.asked == 1)
    }

    @Test func `that can't be got are refused to all who asked, and are tried again for the next`()
        async throws
    {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        async let first = refusal(of: kept)
        async let second = refusal(of: kept)
        await provider.waitUntilAsked()
        await provider.answer(Self.broken)
        // The second may have come after the first refresh had ended.
        async let answered: Void = provider.answer(.success(.testing("LATER")))
        let refusals = await [first, second]
        #expect(refusals.contains(.failed("x", "broken")))
        #expect(try await kept.resolve() == .testing("LATER"))
        await answered
    }

    @Test func `go on being got when one who asked is cancelled, who leaves at once`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        let cancelled = Task { await refusal(of: kept) }
        await provider.waitUntilAsked()
        let patient = Task { try await kept.resolve() }
        cancelled.cancel()
        #expect(await cancelled.value?.description.contains("cancelled") == true)
        await provider.answer(.success(.testing("ONE")))
        #expect(try await patient.value == .testing("ONE"))
        #expect(provider.asked == 1)
    }

    @Test func `go on being got when the time of one who asked is up, who is told whom`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: .system)
        let hurried = Task {
            try await kept.resolve(by: TimeSource.system.now() + .milliseconds(20))
        }
        await provider.waitUntilAsked()
        let patient = Task { try await kept.resolve(by: TimeSource.system.now() + .seconds(50)) }
        let outcome = await hurried.result
        #expect(throws: CredentialsError.failed("gated", "it had not answered when the call's time was up")) {
            try outcome.get()
        }
        await provider.answer(.success(.testing("ONE")))
        #expect(try await patient.value == .testing("ONE"))
        #expect(try await kept.resolve(by: TimeSource.system.now()) == .testing("ONE"))
        #expect(provider.asked == 1)
    }

    @Test func `and are good for a while longer are what one has whose time is up`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        async let first = kept.resolve()
        let old = ResolvedCredentials.testing("OLD", expiringAfter: .seconds(3_600))
        await provider.answer(.success(old))
        _ = try await first
        clock.advance(by: .seconds(46 * 60))
        #expect(try await kept.resolve(by: SteppedClock.noon + .seconds(47 * 60)) == old)
        await provider.answer(.success(.testing("NEW")))
        while try await kept.resolve() == old { await Task.yield() }
        #expect(provider.asked == 2)
    }

    @Test func `are got for others by one who is cancelled before asking`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        let cancelled = Task {
            while !Task.isCancelled { await Task.yield() }
            return await refusal(of: kept)
        }
        cancelled.cancel()
        #expect(await cancelled.value != nil)
        await provider.answer(.success(.testing("ONE")))
        #expect(try await kept.resolve() == .testing("ONE"))
        #expect(provider.asked == 1)
    }

    @Test func `and about to expire don't keep others waiting while they are renewed`() async throws {
        let provider = GatedProvider()
        let kept = RefreshingCredentials(provider, time: clock.source)
        async let first = kept.resolve()
        let old = ResolvedCredentials.testing("OLD", expiringAfter: .seconds(3_600))
        await provider.answer(.success(old))
        _ = try await first
        clock.advance(by: .seconds(46 * 60))
        let renewing = Task { try await kept.resolve() }
        await provider.waitUntilAsked()
        #expect(try await kept.resolve() == old)
        await provider.answer(.success(.testing("NEW")))
        #expect(try await renewing.value == .testing("NEW"))
        #expect(provider.asked == 2)
    }

    @Test func `are forgotten when AWS refuses them, unless they are others by now`() async throws {
        let provider = ScriptedProvider("x", .success(.testing("ONE")), .success(.testing("TWO")))
        let kept = RefreshingCredentials(provider, time: clock.source)
        _ = try await kept.resolve()
        await kept.invalidate(.testing("ONE"))
        #expect(provider.refused == [.testing("ONE")])
        #expect(try await kept.resolve() == .testing("TWO"))
        await kept.invalidate(.testing("ONE"))
        #expect(try await kept.resolve() == .testing("TWO"))
        #expect(provider.asked == 2)
    }
}
