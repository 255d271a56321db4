import Foundation
import JSON
import LambdaRuntime
import Logging
import Platform
import Testing

/// The log's lines.
@Suite struct `A log line` {
    private func lines(_ environment: Environment = [:], _ use: (inout Logger) -> Void) -> [String] {
        let capture = LogCapture()
        let time = TimeSource(now: { Timestamp(millisecondsSinceEpoch: 1_772_442_907_412) }, sleep: { _ in })
        var logger = Logger.lambda(
            label: "test",
            environment: environment,
            writer: capture.writer,
            time: time
        )
        use(&logger)
        return capture.lines
    }

    @Test func `in text has time, level, request and message, then the metadata by name`() {
        let lines = lines { logger in
            logger.warning("Before any request")
            logger[metadataKey: "requestId"] = "8f5a"
            logger.info(
                "Tag added to EC2 instance with id: i-0",
                metadata: ["zone": "b", "count": .stringConvertible(2)]
            )
            logger.error("Failed", error: Described())
            logger.error("Failed: broken", error: PlainFailure(description: "broken"))
        }
        #expect(
            lines == [
                "2026-03-02T09:15:07.412Z WARN Before any request",
                "2026-03-02T09:15:07.412Z INFO RequestId: 8f5a Tag added to EC2 instance with id: i-0 count=2 zone=b",
                "2026-03-02T09:15:07.412Z ERROR RequestId: 8f5a Failed errorType=Function.SnapshotFailed "
                    + "errorMessage=vol-1: SnapshotCreationPerVolumeRateExceeded",
                "2026-03-02T09:15:07.412Z ERROR RequestId: 8f5a Failed: broken errorType=Function.PlainFailure",
            ]
        )
    }

    @Test func `in JSON has the members that Lambda's own runtimes have`() {
        let lines = lines(["AWS_LAMBDA_LOG_FORMAT": "json"]) { logger in
            logger[metadataKey: "requestId"] = "8f5a"
            logger.info(
                "Tag \"added\"\n",
                metadata: [
                    "volumes": ["vol-1"], "nested": ["b": "2", "a": "1"], "ok": .stringConvertible(true),
                ]
            )
            logger.error("Failed", error: Described())
            logger.info("Kept", metadata: ["level": "mine", "message": "mine", "timestamp": "mine"])
        }
        let start = #"{"timestamp":"2026-03-02T09:15:07.412Z","level":"#
        #expect(
            lines == [
                start + #""INFO","message":"Tag \"added\"\n","requestId":"8f5a","nested":{"a":"1","b":"2"},"#
                    + #""ok":true,"volumes":["vol-1"]}"#,
                start
                    + #""ERROR","message":"Failed","requestId":"8f5a","errorType":"Function.SnapshotFailed","#
                    + #""errorMessage":"vol-1: SnapshotCreationPerVolumeRateExceeded","stackTrace":[]}"#,
                start + #""INFO","message":"Kept","requestId":"8f5a"}"#,
            ]
        )
    }

    @Test(arguments: ["Text", "JSON"])
    func `stays one line and can't forge another, whatever the message holds`(format: String) {
        let lines = lines(["AWS_LAMBDA_LOG_FORMAT": format]) { logger in
            logger.info("a\nb\r\n\u{1b}[31m\t\u{0}", metadata: ["key": "x\ny"])
        }
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0.value < 0x20 } })
        #expect(lines.first?.contains(#"a\nb\r\n\u001b[31m\t\u0000"#) == true)
    }

    @Test(arguments: ["Text", "JSON"])
    func `never exceeds 256 KiB and keeps the request's ID`(format: String) throws {
        let huge = String(repeating: "\u{1}", count: 300_000)
        let lines = lines(["AWS_LAMBDA_LOG_FORMAT": format]) { logger in
            logger[metadataKey: "requestId"] = "8f5a"
            logger.info("\(huge)", metadata: ["huge": "\(huge)"])
            logger.info("short", metadata: ["huge": "\(huge)"])
            logger.error("short", error: Described(errorMessage: huge))
        }
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.utf8.count <= 256 * 1_024)
            #expect(line.contains("8f5a"))
            if format == "JSON" { #expect(throws: Never.self) { try JSON.parse(line) } }
        }
    }

    @Test(arguments: [
        ("TRACE", 7), ("debug", 6), ("Info", 5), ("WARN", 3), ("ERROR", 2), ("FATAL", 1), ("", 5),
    ])
    func `is written from the configured level upwards`(level: String, count: Int) {
        let lines = lines(["AWS_LAMBDA_LOG_LEVEL": level]) { logger in
            for level in Logger.Level.allCases { logger.log(level: level, "x") }
        }
        let names = ["TRACE", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "FATAL"].suffix(count)
        #expect(lines.map { String($0.split(separator: " ")[1]) } == Array(names))
    }

    @Test func `warns once of each setting that makes no sense, and falls back`() {
        let lines = lines(["AWS_LAMBDA_LOG_LEVEL": "LOUD", "AWS_LAMBDA_LOG_FORMAT": "XML"]) { logger in
            logger.debug("not written")
            logger.info("written")
        }
        let start = "2026-03-02T09:15:07.412Z WARN The environment variable"
        #expect(
            lines == [
                #"\#(start) AWS_LAMBDA_LOG_FORMAT is "XML", and has to be Text or JSON."#,
                #"\#(start) AWS_LAMBDA_LOG_LEVEL is "LOUD", and has to be TRACE, DEBUG, INFO, WARN, ERROR or FATAL."#,
                "2026-03-02T09:15:07.412Z INFO written",
            ]
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `arrives whole at a slow reader, however many write at once`() async throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
        let logger = Logger.lambda(
            label: "test",
            environment: [:],
            writer: LineWriter(descriptor: descriptor)
        )
        let reader = Task.detached {
            var bytes: [UInt8] = []
            while let chunk = try pipe.fileHandleForReading.read(upToCount: 30_000), !chunk.isEmpty {
                bytes += chunk
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }
        await withTaskGroup(of: Void.self) { group in
            for letter in "abcd" {
                group.addTask {
                    for _ in 0..<10 { logger.info("\(String(repeating: letter, count: 100_000))") }
                }
            }
        }
        try pipe.fileHandleForWriting.close()
        let lines = try await reader.value
        #expect(lines.count == 40)
        #expect(lines.allSatisfy { Set($0.suffix(100_000)).count == 1 })
    }
}
