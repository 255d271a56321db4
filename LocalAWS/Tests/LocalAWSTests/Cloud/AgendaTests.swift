import Platform
import Testing

@testable import LocalAWS

@Suite struct `The cloud's agenda` {
    private static func entry(_ seconds: Int64, _ region: String) throws -> Agenda.Entry {
        Agenda.Entry(
            moment: Timestamp(secondsSinceEpoch: seconds),
            region: try #require(Region(region)),
            event: .sqs(.moveMessages(handle: "a"))
        )
    }

    @Test func `gives what is due in the order of moments, and of asking where they are the same`() throws {
        var agenda = Agenda()
        for (seconds, region) in [(5, "a-a-1"), (3, "a-a-2"), (5, "a-a-3"), (1, "a-a-4"), (3, "a-a-5")] {
            agenda.insert(try Self.entry(Int64(seconds), region))
        }
        #expect(agenda.nextMoment == Timestamp(secondsSinceEpoch: 1))
        var taken: [String] = []
        while let next = agenda.takeDue(at: Timestamp(secondsSinceEpoch: 4)) {
            taken.append(next.region.name)
        }
        #expect(taken == ["a-a-4", "a-a-2", "a-a-5"])
        while let next = agenda.takeDue(at: Timestamp(secondsSinceEpoch: 5)) {
            taken.append(next.region.name)
        }
        #expect(taken.suffix(2) == ["a-a-1", "a-a-3"])
        #expect(agenda.nextMoment == nil)
    }

    @Test func `is kept when an action is refused`() throws {
        let cloud = try TestCloud().cloud
        #expect(throws: ServiceError.self) {
            try cloud.change(in: cloud.defaultRegion) {
                (_: inout CloudState, context: inout ActionContext) throws(ServiceError) in
                context.schedule(.sqs(.moveMessages(handle: "a")), after: .seconds(1))
                throw .missingAction
            }
        }
        #expect(cloud.snapshot().agenda.count == 0)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `Waiting` {
    @Test func `for an alarm ends when it rings, has rung before, at the time limit, and when cancelled`()
        async
    {
        let alarm = Alarm()
        alarm.ring()
        await alarm.wait(atMost: nil)
        await alarm.wait(atMost: .milliseconds(1))
        async let ringing: Void = {
            try? await Task.sleep(for: .milliseconds(5))
            alarm.ring()
        }()
        await alarm.wait(atMost: nil)
        await ringing
        let waiting = Task { await Alarm().wait(atMost: nil) }
        waiting.cancel()
        await waiting.value
    }

    @Test func `for a change ends at once when there was one since`() async {
        let changes = ChangeSignal()
        let count = changes.count
        changes.send()
        await changes.wait(after: count, atMost: .seconds(30))
        async let sending: Void = {
            try? await Task.sleep(for: .milliseconds(5))
            changes.send()
        }()
        await changes.wait(after: changes.count, atMost: .seconds(30))
        await sending
    }
}
