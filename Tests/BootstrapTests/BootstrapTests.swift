import Foundation
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The program` {
    private static let event = "\(fixtures)/sns-events/test-notification.json"

    @Test func `opens a connection to EC2 before the first event comes`() throws {
        let ec2 = try LoopbackServer(
            tls: TLSIdentity(chain: "\(fixtures)/tls/good.pem", key: "\(fixtures)/tls/server.key")
        ) { _ in .response(404) }
        let event = try String(contentsOfFile: Self.event, encoding: .utf8)
        let nextCount = Lock(0)
        let pingsBeforeTheEvent = Lock<[String]>([])
        let api = try LoopbackServer { request in
            guard request.method == "GET" else { return .response(202) }
            let isFirst = nextCount.withLock { count in
                count += 1
                return count == 1
            }
            guard isFirst else { return .response(500) }
            // The event is withheld until the ping is there, but not for ever.
            for _ in 0..<1_000 where ec2.requests.isEmpty { Thread.sleep(forTimeInterval: 0.01) }
            pingsBeforeTheEvent.withLock { $0 = ec2.requests.map { "\($0.method) \($0.target)" } }
            return .response(
                200,
                [
                    ("Lambda-Runtime-Aws-Request-Id", "request-1"),
                    ("Lambda-Runtime-Deadline-Ms", String(Int(Date().timeIntervalSince1970 + 30) * 1_000)),
                ],
                body: event
            )
        }
        let run = try ProgramRun([
            "AWS_LAMBDA_RUNTIME_API": api.authority, "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "SECRET",
            "AWS_ENDPOINT_URL_EC2": ec2.url, "AWS_CA_BUNDLE": "\(fixtures)/tls/authority.pem",
        ])
        #expect(pingsBeforeTheEvent.withLock { $0 } == ["GET /ping"], "\(run.output)")
        let posts = api.requests.filter { $0.method == "POST" }.map(\.target)
        #expect(posts == ["/2018-06-01/runtime/invocation/request-1/response"])
        #expect(run.status == 1)
    }

    /// Each invocation is to find a connection to the Runtime API and one to EC2, and a quarter of the files is left.
    @Test(arguments: [("ulimit -n 400", 150), ("ulimit -Sn 400", 200)])
    func `runs as many invocations side by side as Lambda says, and there may be open files for`(
        limit: String,
        count: Int
    ) throws {
        let arrived = Lock(0)
        let api = try LoopbackServer { _ in
            arrived.withLock { $0 += 1 }
            for _ in 0..<1_000 where arrived.withLock({ $0 }) < count { Thread.sleep(forTimeInterval: 0.01) }
            return .response(500)
        }
        let run = try ProgramRun(
            Self.environment.merging([
                "AWS_LAMBDA_RUNTIME_API": api.authority, "AWS_LAMBDA_MAX_CONCURRENCY": "200",
            ]) { $1 },
            limit: limit
        )
        #expect(api.requests.count == count)
        let warning = "AWS_LAMBDA_MAX_CONCURRENCY is 200, and 150 invocations run side by side"
        #expect(run.output.contains(warning) == (count == 150), "\(run.output)")
    }

    private static let environment = [
        "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "SECRET",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    ]

    @Test func `prints the report and exits with 0 when all went well`() throws {
        let run = try ProgramRun(Self.environment, "'\(Self.event)'", redirection: "2>/dev/null")
        #expect(run.output.hasPrefix("{"))
        #expect(run.status == 0)
    }

    @Test(arguments: [">/dev/full", ">&-"])
    func `exits with 1 and says so when the report can't be written`(redirection: String) throws {
        let run = try ProgramRun(Self.environment, "'\(Self.event)'", redirection: "2>&1 \(redirection)")
        #expect(run.output.contains("bootstrap: the event was handled, but the report can't be written"))
        #expect(run.status == 1)
    }
}
