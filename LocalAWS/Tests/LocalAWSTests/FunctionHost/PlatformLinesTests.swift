import Platform
import SigV4
import Testing

@testable import LocalAWS

@Suite struct `Lambda's own lines` {
    private let figures = InvocationFigures(
        duration: .microseconds(123_456),
        initDuration: .microseconds(80_001),
        memorySize: 128,
        maxMemoryUsed: 31
    )

    @Test func `bill the initialisation and round up to a millisecond`() {
        #expect(figures.billedMilliseconds == 204)
    }

    @Test func `separate the fields of REPORT by tabs`() {
        let line = PlatformLines.report(figures, requestID: "r", status: nil)
        #expect(
            line == "REPORT RequestId: r\tDuration: 123.46 ms\tBilled Duration: 204 ms\tMemory Size: 128 MB\t"
                + "Max Memory Used: 31 MB\tInit Duration: 80.00 ms\t"
        )
    }

    @Test func `leave the init duration out of a warm start and add how it ended`() {
        var figures = figures
        figures.initDuration = nil
        let line = PlatformLines.report(figures, requestID: "r", status: .timeout)
        #expect(line.hasSuffix("\tMax Memory Used: 31 MB\tStatus: timeout\t"))
    }

    @Test func `say after how many seconds an invocation timed out`() {
        let line = PlatformLines.timedOut(
            requestID: "r",
            at: Timestamp(millisecondsSinceEpoch: 1_772_442_907_301),
            after: .seconds(3)
        )
        #expect(line == "2026-03-02T09:15:07.301Z r Task timed out after 3.00 seconds")
    }

    @Test(arguments: [
        ("DEBUG", ["initStart", "initRuntimeDone", "initReport", "start", "runtimeDone", "report"]),
        ("INFO", ["initStart", "start", "report"]),
        ("WARN", []),
    ])
    func `are records of JSON from a level on`(level: String, types: [String]) throws {
        #expect(try records(level, status: nil) == types.map { "platform.\($0)" })
    }

    @Test func `are all kept of what fails`() throws {
        let types = ["initRuntimeDone", "initReport", "runtimeDone", "report"].map { "platform.\($0)" }
        #expect(try records("WARN", status: .timeout) == types)
    }

    private func records(_ level: String, status: PlatformLines.Status?) throws -> [String] {
        var function = FunctionConfiguration(
            bootstrap: "bootstrap",
            credentials: Credentials(accessKeyID: "test", secretAccessKey: "test")
        )
        function.logFormat = "JSON"
        function.systemLogLevel = level
        let log = PlatformLog(function, instanceID: "i")
        let events: [PlatformEvent] = [
            .initStart(digest: "d"), .initRuntimeDone(phase: "init", status: status),
            .initReport(.zero, phase: "init", status: status), .start(requestID: "r"),
            .runtimeDone(requestID: "r", .zero, producedBytes: 2, status: status), .end(requestID: "r"),
            .report(figures, requestID: "r", status: status),
        ]
        let lines = events.flatMap { log.lines(of: $0, at: Timestamp(secondsSinceEpoch: 0)) }
        return try lines.map { try Document(json: $0)["type"]?.text ?? $0 }
    }

    @Test(arguments: [
        (#"{"level":"debug","message":"m"}"#, LogLevel.debug), (#"{"level":"CRITICAL"}"#, .fatal),
        (#"{"level":7}"#, .info), ("ERROR by word", .info), ("{broken", .info),
    ])
    func `know the level of a function's line`(line: String, level: LogLevel) {
        #expect(LogLevel(ofLine: line) == level)
    }
}
