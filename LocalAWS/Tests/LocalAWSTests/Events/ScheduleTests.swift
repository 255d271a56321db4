import Platform
import Testing

@testable import LocalAWS

@Suite struct `Schedule expressions` {
    /// A Thursday.
    private let start = "2026-01-15T12:00:30.500Z"

    @Test(arguments: [
        ("rate(1 minute)", ["2026-01-15T12:01:30.500Z", "2026-01-15T12:02:30.500Z"]),
        ("rate(2 hours)", ["2026-01-15T14:00:30.500Z", "2026-01-15T16:00:30.500Z"]),
        ("rate(1 day)", ["2026-01-16T12:00:30.500Z"]),
        ("cron(* * * * ? *)", ["2026-01-15T12:01:00.000Z", "2026-01-15T12:02:00.000Z"]),
        ("cron(0/15 * * * ? *)", ["2026-01-15T12:15:00.000Z", "2026-01-15T12:30:00.000Z"]),
        ("cron(0 12 * * ? *)", ["2026-01-16T12:00:00.000Z", "2026-01-17T12:00:00.000Z"]),
        ("cron(15 10 ? * MON-FRI *)", ["2026-01-16T10:15:00.000Z", "2026-01-19T10:15:00.000Z"]),
        ("cron(0 8 1 * ? *)", ["2026-02-01T08:00:00.000Z", "2026-03-01T08:00:00.000Z"]),
        ("cron(0 0 L * ? *)", ["2026-01-31T00:00:00.000Z", "2026-02-28T00:00:00.000Z"]),
        ("cron(0 0 29 2 ? *)", ["2028-02-29T00:00:00.000Z", "2032-02-29T00:00:00.000Z"]),
        ("cron(0 9 ? * 2#1 *)", ["2026-02-02T09:00:00.000Z", "2026-03-02T09:00:00.000Z"]),
        ("cron(0 9 ? * 6L *)", ["2026-01-30T09:00:00.000Z", "2026-02-27T09:00:00.000Z"]),
        ("cron(0 9 ? * L *)", ["2026-01-17T09:00:00.000Z", "2026-01-24T09:00:00.000Z"]),
        ("cron(0 9 1W * ? *)", ["2026-02-02T09:00:00.000Z", "2026-03-02T09:00:00.000Z"]),
        ("cron(0 9 31W * ? *)", ["2026-01-30T09:00:00.000Z", "2026-03-31T09:00:00.000Z"]),
        ("cron(5,10-12 23 31 DEC ? 2026-2027)", ["2026-12-31T23:05:00.000Z", "2026-12-31T23:10:00.000Z"]),
    ])
    func `a schedule fires at its moments`(text: String, moments: [String]) throws {
        let expression = try #require(ScheduleExpression(text))
        let beginning = try #require(Timestamp(iso8601: start))
        var last = beginning
        for moment in moments {
            let next = try #require(expression.next(after: last, startingAt: beginning))
            #expect(next.iso8601 == moment)
            last = next
        }
    }

    @Test func `a schedule in the past never fires`() throws {
        let moment = try #require(Timestamp(iso8601: start))
        #expect(ScheduleExpression("cron(0 12 * * ? 2025)")?.next(after: moment, startingAt: moment) == nil)
        #expect(ScheduleExpression("cron(0 12 30 2 ? *)")?.next(after: moment, startingAt: moment) == nil)
    }

    @Test(arguments: [
        "", "rate()", "rate(5)", "rate(0 minutes)", "rate(1 minutes)", "rate(5 minute)", "rate(5 seconds)",
        "rate(-1 hours)", "cron(* * * * *)", "cron(* * * * * *)", "cron(* * ? * ? *)", "cron(60 * * * ? *)",
        "cron(* 24 * * ? *)", "cron(0 0 32 * ? *)", "cron(0 0 * 13 ? *)", "cron(0 0 ? * 8 *)",
        "cron(0 0 ? * MON#6 *)",
        "cron(0 0 * * ? 1969)", "cron(5-1 * * * ? *)", "cron(*/0 * * * ? *)", "at(2026-01-01T00:00:00)",
        "rate(5 minutes",
    ])
    func `what is no schedule is refused`(text: String) {
        #expect(ScheduleExpression(text) == nil)
    }
}
