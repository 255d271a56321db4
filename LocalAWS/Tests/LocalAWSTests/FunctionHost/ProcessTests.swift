import Foundation
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `No process of a function` {
    /// Leaves two children, one of them in a session of its own, and answers with all three IDs.
    private static let leaking = """
        children = []
        for flees in False, True:
            read, write = os.pipe()
            if os.fork() == 0:
                if flees: os.setsid()
                os.write(write, b"%d" % os.getpid())
                time.sleep(600)
            children.append(os.read(read, 20).decode())
        serve(lambda headers, body: " ".join([str(os.getpid())] + children))
        """

    private func processes(_ result: InvocationResult) -> [Int32] {
        result.text.split(separator: " ").compactMap { Int32($0) }
    }

    @Test func `outlives its execution environment, even in a session of its own`() async throws {
        let result = try await withFunction(Self.leaking) { try await $0.invoke() }
        let processes = processes(result)
        #expect(processes.count == 3)
        for process in processes { #expect(try await isGone(process)) }
    }

    @Test func `is left as a zombie`() async throws {
        let result = try await withFunction(Self.leaking) { try await $0.invoke() }
        let leader = try #require(processes(result).first)
        #expect(!exists(leader))
    }

    @Test func `survives the cancellation of an invocation`() async throws {
        let bootstrap = try FakeBootstrap(
            "open('started', 'w').write(str(os.getpid()))\nnext_event()\ntime.sleep(600)"
        )
        let started = bootstrap.directory.appending(path: "started")
        let function = configuration(of: bootstrap) { $0.timeout = .seconds(100) }
        let task = Task {
            try await withExecutionEnvironment(function) { try await $0.invoke() }
        }
        var process: Int32?
        while process == nil {
            try await Task.sleep(for: .milliseconds(20))
            process = (try? String(contentsOf: started, encoding: .utf8)).flatMap { Int32($0) }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await isGone(try #require(process)))
    }

    @Test func `survives an error in the scope, started or just about to be`() async throws {
        struct Stop: Error {}
        let bootstrap = try FakeBootstrap(Self.leaking)
        await #expect(throws: Stop.self) {
            try await withExecutionEnvironment(configuration(of: bootstrap)) { environment in
                _ = try await environment.invoke()
                throw Stop()
            }
        }
    }

    @Test func `is shared by two environments side by side`() async throws {
        let script = "serve(lambda headers, body: (time.sleep(0.2), str(os.getpid()))[1])"
        let bootstrap = try FakeBootstrap(script)
        let function = configuration(of: bootstrap)
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...4 {
                group.addTask { try await withExecutionEnvironment(function) { try await $0.invoke().text } }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers.count == 4)
    }
}
