import Foundation
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `A function that can't start` {
    @Test func `because it ends at once is tried twice, as Lambda does`() async throws {
        try await withFunction("print('trying', flush=True)\nsys.exit(3)") { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.ExitError")
            #expect(result.text.contains("Runtime exited with error: exit status 3"))
            #expect(result.log.filter { $0 == "trying" }.count == 2)
            let reports = result.log.filter { $0.hasPrefix("INIT_REPORT ") }
            #expect(reports.count == 2)
            #expect(
                reports.first?.contains("\tPhase: init\tStatus: error\tError Type: Runtime.ExitError") == true
            )
            #expect(reports.last?.contains("\tPhase: invoke\tStatus: error") == true)
            #expect(result.figures.initDuration == nil)
        }
    }

    @Test func `and reports it returns the report`() async throws {
        let script = """
            type = {"Lambda-Runtime-Function-Error-Type": "Runtime.BadSettings"}
            print(call("POST", "init/error", '{"errorMessage":"RETENTION is no number"}', type)[0], flush=True)
            print(call("POST", "init/error", '{}', type)[0], call("GET", "invocation/next")[0], flush=True)
            sys.exit(1)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.BadSettings")
            #expect(result.text == #"{"errorMessage":"RETENTION is no number"}"#)
            #expect(
                result.log.filter { $0 == "202" || $0 == "403 403" } == ["202", "403 403", "202", "403 403"]
            )
        }
    }

    @Test func `in time is killed, and started again within the invocation`() async throws {
        let script = """
            first = not os.path.exists("started")
            open("started", "w").close()
            if first: time.sleep(600)
            serve(lambda headers, body: "second start")
            """
        try await withFunction(script) {
            $0.initializationTimeLimit = .seconds(5)
        } _: { environment in
            let result = try await environment.invoke()
            #expect(result.text == "second start")
            #expect(
                result.log.contains {
                    $0.hasPrefix("INIT_REPORT ") && $0.hasSuffix("Phase: init\tStatus: timeout")
                }
            )
        }
    }

    @Test func `within the invocation either times out with it`() async throws {
        try await withFunction("time.sleep(600)") { function in
            function.initializationTimeLimit = .milliseconds(300)
            function.timeout = .milliseconds(400)
        } _: { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Sandbox.Timedout")
        }
    }

    @Test func `because it is missing or no program says what to build`() async throws {
        let missing = try FakeBootstrap(file: "")
        try FileManager.default.removeItem(atPath: missing.path)
        let defects: [(FakeBootstrap, String)] = [
            (missing, "there is no such file"),
            (try FakeBootstrap(file: "#!/bin/sh\n", permissions: 0o644), "it is not executable"),
            (try FakeBootstrap(file: "no program\n"), "Exec format error"),
            (try FakeBootstrap(file: "#!/no/such/interpreter\n"), "No such file or directory"),
        ]
        for (bootstrap, reason) in defects {
            let result = try await withExecutionEnvironment(configuration(of: bootstrap)) { environment in
                try await environment.invoke()
            }
            #expect(result.errorType == "Runtime.InvalidEntrypoint")
            #expect(result.text.contains(reason), "\(result.text)")
            #expect(result.text.contains("swift build -c release --product bootstrap"))
        }
    }
}
