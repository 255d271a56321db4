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
            for _ in 0..<67 {
                cloud.wait(.seconds(590))
                #expect(try await cloud.invoke("snap").document["pid"] == first["pid"])
            }
            cloud.wait(.seconds(590 * 6))
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

    /// Makes two functions of the same zip file of Python.
    private static func pair(_ module: String) throws -> TestCloud {
        let cloud = try TestCloud.forLambda()
        let python: [String: Document] = ["Runtime": "python3.12", "Handler": "app.handler", "Timeout": 20]
        for name in ["evil", "good"] {
            try cloud.makeFunction(name, zip: TestZip.of("app.py", module), python)
        }
        return cloud
    }

    @Test func `starts every environment from the code as it was uploaded, whatever another did with its`()
        async throws
    {
        let cloud = try Self.pair(
            """
            import os, shutil
            def handler(event, context):
                if event.get("attack"):
                    try:
                        os.chmod(__file__, 0o666)
                        with open(__file__, "w") as file:
                            file.write("def handler(event, context): return 'changed'")
                    except OSError as error:
                        print(error)
                    if event["attack"] == "all":
                        shutil.rmtree(os.path.dirname(os.path.dirname(__file__)), ignore_errors=True)
                    os._exit(1)
                return "original"
            """
        )
        try await withDriver(of: cloud.cloud) {
            for attack: Document in ["file", "all"] {
                #expect(try await cloud.invoke("good").body == #""original""#)
                let attacked = try await cloud.invoke("evil", ["attack": attack])
                #expect(attacked.document["errorType"]?.text == "Runtime.ExitError")
                _ = try cloud.lambda(.put, "\(TestCloud.functions)/good/configuration", ["Timeout": 15])
                cloud.wait(.seconds(1))
                #expect(try await cloud.invoke("good").body == #""original""#)
            }
        }
    }

    @Test func `gives each environment code that it can't write, and a place for temporary files of its own`()
        async throws
    {
        let cloud = try Self.pair(
            """
            import os, stat, tempfile
            def handler(event, context):
                path = os.path.join(tempfile.gettempdir(), "local-aws-test-of-temporary-files")
                found = os.path.exists(path)
                open(path, "w").close()
                names = (__file__, os.path.dirname(__file__))
                modes = [stat.S_IMODE(os.stat(name).st_mode) for name in names]
                return {"found": found, "modes": modes}
            """
        )
        try await withDriver(of: cloud.cloud) {
            let first = try await cloud.invoke("evil").document
            #expect(first["found"] == false)
            #expect(first["modes"] == [0o555, 0o555])
            #expect(try await cloud.invoke("evil").document["found"] == true)
            #expect(try await cloud.invoke("good").document["found"] == false)
        }
    }

    @Test func `ends an environment that has been idle for ten minutes of the cloud's time`() async throws {
        let cloud = try Self.cloud()
        try await withDriver(of: cloud.cloud) {
            let processID = Int32(try await cloud.invoke("snap").document["pid"]?.integer ?? 0)
            try #require(exists(processID))
            cloud.wait(.seconds(599))
            #expect(try await cloud.invoke("snap").document["pid"]?.integer == Int(processID))
            cloud.wait(.seconds(600))
            #expect(try await isGone(processID))
        }
    }

    @Test func `has handlers of Python log JSON by level, if that is asked for`() async throws {
        let cloud = try TestCloud.forLambda()
        let module = """
            import logging
            def handler(event, context):
                logging.info("quiet")
                logging.warning("loud")
                print("printed")
                raise ValueError("no good")
            """
        try cloud.makeFunction(
            "snap",
            zip: TestZip.of("app.py", module),
            [
                "Runtime": "python3.12", "Handler": "app.handler", "Timeout": 20,
                "LoggingConfig": [
                    "LogFormat": "JSON", "ApplicationLogLevel": "WARN", "SystemLogLevel": "WARN",
                ],
            ]
        )
        try await withDriver(of: cloud.cloud) {
            let reply = try await cloud.invoke("snap", [:], fields: .withTail)
            let tail = Base64.bytes(of: reply.response.fields[.logResult] ?? "") ?? []
            let lines = try String(decoding: tail, as: UTF8.self).split(separator: "\n").map {
                try Document(json: String($0))
            }
            try #require(lines.count == 4, "\(lines)")
            #expect(lines[0]["message"]?.text == "loud")
            #expect(lines[0]["level"]?.text == "WARNING")
            #expect(lines[0]["requestId"]?.text == reply.response.fields[.amznRequestID])
            #expect(lines[1]["errorType"]?.text == "ValueError")
            #expect(lines[1]["errorMessage"]?.text == "no good")
            #expect(lines[2]["type"]?.text == "platform.runtimeDone")
            #expect(lines[3]["type"]?.text == "platform.report")
            #expect(lines[3]["record"]?["status"]?.text == "error")
        }
    }
}
