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
            #expect(result.errorType == "Runtime.OutOfMemory")
            #expect(result.text.contains("Runtime exited with error: signal: killed"))
            #expect(result.figures.maxMemoryUsed == 128)
            let next = try await environment.invoke("modest")
            #expect(next.text == "ok")
        }
    }

    @Test(arguments: ["pass", "os.setsid(); os.fork() and os._exit(0)"])
    func `counts the memory of all processes of a function together, even of one that fled`(
        flight: String
    ) async throws {
        let script = """
            def handler(headers, body):
                if os.fork() == 0:
                    \(flight)
                    hoards = [bytearray(os.urandom(1 << 20) * 80)]
                    if os.fork() == 0:
                        hoards.append(bytearray(os.urandom(1 << 20) * 80))
                    time.sleep(600)
                time.sleep(600)
            serve(handler)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.OutOfMemory")
            #expect(result.report.hasSuffix("\tStatus: error\tError Type: Runtime.OutOfMemory\t"))
        }
    }

    @Test func `ends a function that has more processes and threads than Lambda allows`() async throws {
        let script = """
            import threading
            threading.stack_size(65536)
            def handler(headers, body):
                for _ in range(1100):
                    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
                time.sleep(600)
            serve(handler)
            """
        let roomy = { (function: inout FunctionConfiguration) in function.memorySize = 1_024 }
        try await withFunction(script, roomy) { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.ExitError")
            #expect(result.text.contains("processes and threads"))
        }
    }

    @Test func `tells how much memory a function had that crashed`() async throws {
        let script = """
            def handler(headers, body):
                hoard = bytearray(b"x") * (300 << 20)
                time.sleep(0.5)
                os._exit(1)
            serve(handler)
            """
        let roomy = { (function: inout FunctionConfiguration) in function.memorySize = 512 }
        try await withFunction(script, roomy) { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.ExitError")
            #expect(result.figures.maxMemoryUsed >= 300)
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

    @Test func `holds all temporary files together to the size of its storage`() async throws {
        let script = """
            def handler(headers, body):
                for number in range(3):
                    with open("%s/%d" % (os.environ["TMPDIR"], number), "wb") as file:
                        file.write(bytes(900_000))
                time.sleep(600)
            serve(handler)
            """
        let folder = try SandboxFolder(isMounted: false)
        defer { folder.remove() }
        let small = { (function: inout FunctionConfiguration) in
            function.sandbox = folder
            function.ephemeralStorage = 1
        }
        try await withFunction(script, small) { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Runtime.ExitError")
            #expect(result.text.contains("it had more than 1 MB of temporary files"))
        }
    }

    @Test func `is removed with whatever a function left in it`() throws {
        let folder = try SandboxFolder(isMounted: false)
        let files = FileManager.default
        var deep = folder.temporary
        for _ in 0..<15 { deep += "/" + String(repeating: "d", count: 250) }
        try files.createDirectory(atPath: deep, withIntermediateDirectories: true)
        let locked = folder.temporary + "/locked"
        try files.createDirectory(atPath: locked, withIntermediateDirectories: false)
        try Data().write(to: URL(filePath: locked + "/file"))
        try files.setAttributes([.posixPermissions: 0], ofItemAtPath: locked)
        let nameless = [CChar](folder.temporary.utf8CString.dropLast()) + [47, -1, 0]
        let isMade = unsafe mkdir(nameless, 0o700) == 0
        #expect(isMade)
        try files.createSymbolicLink(atPath: folder.temporary + "/link", withDestinationPath: "/")
        folder.seal()
        folder.remove()
        #expect(!files.fileExists(atPath: folder.path))
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
