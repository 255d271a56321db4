import Foundation
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `A function's sandbox` {
    @Test func `kills a process that takes more memory than the function has, and nothing else`() async throws
    {
        let script = """
            def handler(headers, body):
                if body == b"greedy":
                    hoard = bytearray(os.urandom(1 << 20) * 200)
                    time.sleep(5)
                return "ok"
            serve(handler)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke("greedy")
            #expect(result.errorType == "Runtime.ExitError")
            #expect(result.text.contains("Runtime exited with error: signal: killed"))
            let next = try await environment.invoke("modest")
            #expect(next.text == "ok")
        }
    }

    @Test func `lets no file grow beyond the size of its storage`() async throws {
        let script = """
            import tempfile
            def handler(headers, body):
                with tempfile.TemporaryFile(buffering=0) as file:
                    file.write(bytes(1 << 20))
                    try:
                        file.write(b"one more")
                    except OSError as error:
                        return error.strerror
                return "no limit"
            serve(handler)
            """
        let oneMegabyte = { (function: inout FunctionConfiguration) in function.ephemeralStorage = 1 }
        try await withFunction(script, oneMegabyte) { environment in
            let result = try await environment.invoke()
            #expect(result.text == "File too large")
        }
    }

    @Test func `has as many files as Lambda's`() async throws {
        let script = """
            import resource
            serve(lambda headers, body: str(resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            #expect(result.text == "1024")
        }
    }

    @Test(arguments: [true, false])
    func `is stopped between invocations, if that is asked for`(isFrozen: Bool) async throws {
        let script = "serve(lambda headers, body: str(os.getpid()))"
        try await withFunction(script, { $0.isFrozenWhenIdle = isFrozen }) { environment in
            let first = try await environment.invoke()
            let processID = try #require(Int32(first.text))
            #expect(try await isStopped(processID, is: isFrozen))
            let second = try await environment.invoke()
            #expect(second.text == first.text)
        }
    }

    @Test func `that is stopped is ended all the same`() async throws {
        let script = "serve(lambda headers, body: str(os.getpid()))"
        let processID = try await withFunction(script, { $0.isFrozenWhenIdle = true }) { environment in
            let result = try await environment.invoke()
            return try #require(Int32(result.text))
        }
        #expect(try await isGone(processID))
    }

    /// Waits until the process is stopped, or isn't; false when it is still otherwise after five seconds.
    private func isStopped(_ processID: Int32, is expected: Bool) async throws -> Bool {
        for _ in 0..<100 {
            let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
            if status.contains("State:\tT") == expected { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
