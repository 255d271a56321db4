import JSON
import LambdaRuntime
import LoopbackServer
import Testing

struct PlainFailure: Error, CustomStringConvertible {
    var description = "it broke"
}

struct Described: ReportableError {
    var errorType = "Function.SnapshotFailed"
    var errorMessage = "vol-1: SnapshotCreationPerVolumeRateExceeded"
}

/// What is posted when the handler throws.
@Suite(.timeLimit(.minutes(1))) struct `A handler's error` {
    static let typeField = "lambda-runtime-function-error-type"
    static let causeField = "lambda-runtime-function-xray-error-cause"

    private func post(
        of error: any Error & Sendable,
        _ extra: [String: String] = [:]
    ) async throws -> ReceivedRequest {
        let api = try FakeRuntimeAPI([FakeEvent("1"), FakeEvent("2")])
        let end = await RuntimeRun()(api.environment(extra)) {
            ClosureHandler { event, context in
                if context.requestID == "1" { throw error }
                return event
            }
        }
        #expect(end.isOrderlyEnd)
        #expect(api.posts.map { $0.target.hasSuffix("/error") } == [true, false])
        return try #require(api.posts.first)
    }

    @Test func `is reported with its own type and message, and the loop goes on`() async throws {
        let post = try await post(of: Described(), ["LAMBDA_TASK_ROOT": "/srv/function"])
        #expect(
            post.text
                == #"{"errorMessage":"vol-1: SnapshotCreationPerVolumeRateExceeded","#
                + #""errorType":"Function.SnapshotFailed","stackTrace":[]}"#
        )
        #expect(post[field: "content-type"] == "application/json")
        #expect(post[field: Self.typeField] == "Function.SnapshotFailed")
        let cause = try JSON.parse(try #require(post[field: Self.causeField]))
        #expect(
            cause == [
                "working_directory": "/srv/function",
                "exceptions": [
                    [
                        "type": "Function.SnapshotFailed",
                        "message": "vol-1: SnapshotCreationPerVolumeRateExceeded", "stack": [],
                    ]
                ],
                "paths": [],
            ]
        )
    }

    @Test func `of any Swift type is reported with the type's name and its description`() async throws {
        let post = try await post(of: PlainFailure())
        let body = try JSON.parse(post.body)
        #expect(body["errorType"] == "Function.PlainFailure")
        #expect(body["errorMessage"] == "it broke")
        #expect(post[field: Self.typeField] == "Function.PlainFailure")
    }

    @Test(arguments: [
        "two\nlines\r\n", "a \"quote\" and a \\", "😀 und é \u{2028}", "\u{0}\u{1}\u{1f}\u{7f}\u{1b}[31m", "",
    ])
    func `survives whatever characters its message has`(message: String) async throws {
        let post = try await post(of: Described(errorMessage: message))
        #expect(try JSON.parse(post.body)["errorMessage"]?.stringValue == message)
        let cause = try #require(post[field: Self.causeField])
        #expect(cause.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(try JSON.parse(cause)["exceptions"]?[0]?["message"]?.stringValue == message)
    }

    @Test(arguments: [
        ("Runtime.BadEvent", "Runtime.BadEvent"), ("Function.Snapshot_Failed2", "Function.SnapshotFailed"),
        ("SnapshotFailed", "Function.SnapshotFailed"), ("Function.lower", "Function.Lower"),
        ("", "Function.Unknown"), ("Runtime.", "Runtime.Unknown"), ("Function.Ü1", "Function.Unknown"),
        ("Function.X\r\nSet-Cookie: a", "Function.XSetCookiea"), ("Function.A.B", "Function.AB"),
    ])
    func `has a type of the one form that Lambda's metrics keep`(type: String, sent: String) async throws {
        let post = try await post(of: Described(errorType: type))
        #expect(post[field: Self.typeField] == sent)
        #expect(try JSON.parse(post.body)["errorType"]?.stringValue == sent)
        #expect(sent.wholeMatch(of: /(Runtime|Function)\.[A-Z][a-zA-Z]+/) != nil)
    }

    @Test func `is cut to 32 KiB, and leaves the X-Ray cause out when that is too large`() async throws {
        let post = try await post(of: Described(errorMessage: String(repeating: "é", count: 50_000)))
        let message = try #require(try JSON.parse(post.body)["errorMessage"]?.stringValue)
        #expect(message.hasPrefix("éé") && message.hasSuffix("é… (67232 bytes more)"))
        #expect(message.utf8.count < 32_768 + 64)
        #expect(post[field: Self.causeField] == nil)
        #expect(post[field: Self.typeField] == "Function.SnapshotFailed")
    }

    @Test func `is made of a response that Lambda would refuse for its size`() async throws {
        let limit = 6 * 1_024 * 1_024
        let api = try FakeRuntimeAPI([FakeEvent("fits"), FakeEvent("large")])
        let end = await RuntimeRun()(api.environment()) {
            ClosureHandler { _, context in
                [UInt8](repeating: 0x20, count: context.requestID == "fits" ? limit : limit + 1)
            }
        }
        #expect(end.isOrderlyEnd)
        #expect(api.posts.map { $0.target.hasSuffix("/response") } == [true, false])
        #expect(api.posts.first?.body.count == limit)
        #expect(api.posts.last?[field: Self.typeField] == "Function.ResponseTooLarge")
    }

    @Test func `is logged once, with its type and the request's ID`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("8f5a")])
        let run = RuntimeRun()
        _ = await run(api.environment(["AWS_LAMBDA_LOG_FORMAT": "JSON"])) {
            ClosureHandler { _, _ in throw Described() }
        }
        let lines = try run.log.lines.map { try JSON.parse($0) }
        let errors = lines.filter { $0["level"] == "ERROR" }
        #expect(errors.count == 1)
        #expect(errors.first?["requestId"] == "8f5a")
        #expect(errors.first?["errorType"] == "Function.SnapshotFailed")
        #expect(errors.first?["errorMessage"] == "vol-1: SnapshotCreationPerVolumeRateExceeded")
        #expect(errors.first?["stackTrace"] == [])
    }
}
