import Foundation
import HTTPTypes
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `The fleet of execution environments` {
    private static let bootstrap = FakeBootstrap.text(
        """
        def handler(headers, body):
            time.sleep(json.loads(body).get("seconds", 0))
            keys = ["AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_VERSION", "A1", "AWS_REGION"]
            facts = {key: os.environ.get(key) for key in keys}
            facts["pid"] = os.getpid()
            facts["id"] = headers["lambda-runtime-aws-request-id"]
            facts["arn"] = headers["lambda-runtime-invoked-function-arn"]
            return json.dumps(facts)
        serve(handler)
        """
    )

    private static func cloud(_ members: [String: Document] = [:]) throws -> TestCloud {
        let cloud = try TestCloud.forLambda()
        let basic: [String: Document] = ["Timeout": 20]
        try cloud.makeFunction("snap", zip: TestZip.of("bootstrap", bootstrap), basic.merging(members) { $1 })
        return cloud
    }

    @Test func `runs the code of a zip file with the role's credentials, and keeps it warm`() async throws {
        let cloud = try Self.cloud(["Environment": ["Variables": ["A1": "x"]], "Publish": true])
        let processID = try await withDriver(of: cloud.cloud) {
            let first = try await cloud.invoke("snap", [:], fields: .withTail)
            let second = try await cloud.invoke("snap")
            try #require(first.status == 200, "\(first.body)")
            #expect(first.document["pid"] == second.document["pid"])
            #expect(first.document["id"]?.text == first.response.fields[.amznRequestID])
            #expect(first.document["A1"]?.text == "x")
            #expect(first.document["AWS_REGION"]?.text == "eu-west-1")
            #expect(first.document["arn"]?.text == cloud.functionARN("snap"))
            let key = try #require(first.document["AWS_ACCESS_KEY_ID"]?.text)
            #expect(
                cloud.cloud.accessKey(key)?.caller.arn(partition: "aws")
                    == "arn:aws:sts::111122223333:assumed-role/function/snap"
            )
            let log = Base64.bytes(of: first.response.fields[.logResult] ?? "") ?? []
            #expect(String(decoding: log, as: UTF8.self).contains("REPORT RequestId: "))
            let version = try await cloud.invoke("snap:1")
            #expect(version.document["AWS_LAMBDA_FUNCTION_VERSION"]?.text == "1")
            #expect(version.document["arn"]?.text == cloud.functionARN("snap") + ":1")
            #expect(version.document["pid"] != first.document["pid"])
            return Int32(first.document["pid"]?.integer ?? 0)
        }
        #expect(try await isGone(processID))
    }

    @Test func `runs invocations side by side in environments of their own`() async throws {
        let cloud = try Self.cloud()
        try await withDriver(of: cloud.cloud) {
            let processIDs = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<3 {
                    group.addTask { try await cloud.invoke("snap", ["seconds": 2]).document["pid"]?.integer }
                }
                return try await group.reduce(into: Set<Int>()) { if let id = $1 { $0.insert(id) } }
            }
            #expect(processIDs.count == 3)
        }
    }

    @Test func `ends the processes of a function that is updated or deleted`() async throws {
        let cloud = try Self.cloud()
        try await withDriver(of: cloud.cloud) {
            let first = try await cloud.invoke("snap").document["pid"]?.integer ?? 0
            let path = "\(TestCloud.functions)/snap"
            _ = try cloud.lambda(.put, "\(path)/configuration", ["Timeout": 15])
            #expect(try await isGone(Int32(first)))
            let second = try await cloud.invoke("snap").document["pid"]?.integer ?? 0
            #expect(second > 0)
            #expect(second != first)
            _ = try cloud.lambda(.delete, path)
            #expect(try await isGone(Int32(second)))
        }
    }

    @Test func `starts anew when the credentials of a process are about to end`() async throws {
        let cloud = try Self.cloud()
        try await withDriver(of: cloud.cloud) {
            let first = try await cloud.invoke("snap").document
            cloud.wait(.seconds(11 * 3_600))
            #expect(try await cloud.invoke("snap").document["pid"] == first["pid"])
            cloud.wait(.seconds(3_600))
            let renewed = try await cloud.invoke("snap").document
            #expect(renewed["pid"] != first["pid"])
            #expect(renewed["AWS_ACCESS_KEY_ID"] != first["AWS_ACCESS_KEY_ID"])
        }
    }

    @Test func `answers what waits when it is stopped, and leaves no process`() async throws {
        let cloud = try Self.cloud()
        let processID = try await withDriver(of: cloud.cloud) {
            try await cloud.invoke("snap").document["pid"]?.integer ?? 0
        }
        #expect(try await isGone(Int32(processID)))
        #expect(try await cloud.invoke("snap").status == 500)
    }

    @Test func `says why a function without a bootstrap can't run`() async throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap", zip: TestZip.of("other", ""))
        try await withDriver(of: cloud.cloud) {
            let reply = try await cloud.invoke("snap")
            #expect(reply.response.fields[.functionError] == "Unhandled")
            #expect(reply.document["errorType"]?.text == "Runtime.InvalidEntrypoint")
        }
    }

    @Test func `runs handlers of Python, and tells of their exceptions`() async throws {
        let cloud = try TestCloud.forLambda()
        let module = """
            import logging
            def handler(event, context):
                print("printed")
                logging.getLogger().warning("logged")
                if event.get("fail"):
                    raise ValueError("no good")
                return {"name": context.function_name, "left": context.get_remaining_time_in_millis() > 0,
                        "id": context.aws_request_id, "text": "ä"}
            """
        let python: [String: Document] = ["Runtime": "python3.12", "Handler": "app.handler", "Timeout": 20]
        try cloud.makeFunction("snap", zip: TestZip.of("app.py", module), python)
        let lost = python.merging(["Handler": "gone.handler"]) { $1 }
        try cloud.makeFunction("lost", zip: TestZip.of("app.py", module), lost)
        try await withDriver(of: cloud.cloud) {
            let good = try await cloud.invoke("snap", [:], fields: .withTail)
            #expect(good.document["name"]?.text == "snap", "\(good.body)")
            #expect(good.document["left"] == true)
            #expect(good.document["text"]?.text == "ä")
            #expect(good.document["id"]?.text == good.response.fields[.amznRequestID])
            let log = String(
                decoding: Base64.bytes(of: good.response.fields[.logResult] ?? "") ?? [],
                as: UTF8.self
            )
            #expect(log.contains("\nprinted\n"))
            #expect(log.contains("[WARNING]\t"))
            #expect(log.contains("INIT_START Runtime Version: python:3.12.v"))
            let bad = try await cloud.invoke("snap", ["fail": true])
            #expect(bad.response.fields[.functionError] == "Unhandled")
            #expect(bad.document["errorType"]?.text == "ValueError")
            #expect(bad.document["errorMessage"]?.text == "no good")
            let missing = try await cloud.invoke("lost")
            #expect(missing.document["errorType"]?.text == "Runtime.ImportModuleError")
        }
    }
}
