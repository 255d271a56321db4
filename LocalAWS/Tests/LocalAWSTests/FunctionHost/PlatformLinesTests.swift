import Platform
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
}
