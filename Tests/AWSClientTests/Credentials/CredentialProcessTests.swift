import Foundation
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A credential process` {
    @Test func `is given its arguments as a shell would split them, and the environment`() async throws {
        let script = #"printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s"}' "$1" "$KEY""#
        let process = CredentialProcess(
            "/bin/sh -c '\(script.replacing("'", with: #"'\''"#))' name 'A;B'",
            environment: ["KEY": "FROM_ENVIRONMENT"]
        )
        let resolved = try await process.credentials()
        #expect(resolved.credentials.accessKeyID == "A;B")
        #expect(resolved.credentials.secretAccessKey == "FROM_ENVIRONMENT")
        #expect(resolved.expiration == nil)
    }

    @Test(arguments: [
        ("exit 3", "it ended with status 3; run it by hand to see what it says"),
        (
            "echo SECRET; echo SECRET >&2; exit 1",
            "it ended with status 1; run it by hand to see what it says"
        ),
        ("kill -9 $$", "it was ended by signal 9"),
        ("true", "the answer is not a JSON object"),
        ("echo SECRET", "the answer is not a JSON object"),
        ("echo '[]'", "the answer is not a JSON object"),
        ("echo '{}'", "Version in the answer is not 1, the only one there is"),
        (#"echo '{"Version":"1"}'"#, "Version in the answer is not 1, the only one there is"),
        (
            #"echo '{"Version":2,"AccessKeyId":"SECRET"}'"#,
            "Version in the answer is not 1, the only one there is"
        ),
        (#"echo '{"Version":1}'"#, "the answer has no AccessKeyId"),
        (#"echo '{"Version":1,"AccessKeyId":5}'"#, "AccessKeyId in the answer is not a string"),
        (
            #"echo '{"Version":1,"AccessKeyId":"SECRET"}'"#,
            "AccessKeyId is there, but SecretAccessKey is missing"
        ),
        (
            #"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"soon"}'"#,
            "Expiration in the answer is not a date such as 2026-01-15T12:00:00Z"
        ),
        ("head -c 70000 /dev/zero", "it printed more than 65536 bytes"),
        ("cat /dev/zero", "it printed more than 65536 bytes"),
    ])
    func `that fails is told of without a secret`(script: String, reason: String) async throws {
        #expect(
            try await problem(
                "/bin/sh -c \"\(script.replacing("\"", with: "\\\"").replacing("$", with: "$"))\""
            ) == "credential_process '/bin/sh': \(reason)"
        )
    }

    @Test(arguments: ["", "  ", "'open", "'' x"])
    func `that is no command line is refused`(command: String) async throws {
        #expect(
            try await problem(command)
                == "credential_process is no command line: a quote isn't closed, or no program is named"
        )
    }

    @Test func `that doesn't exist is named`() async throws {
        #expect(
            try await problem("/nonexistent/tool --x")
                == "credential_process '/nonexistent/tool': it could not be started (No such file or directory)"
        )
    }

    @Test func `that hangs is ended with its children, and leaves no zombie`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "pids").path
            let process = CredentialProcess(
                "/bin/sh -c 'sleep 600 & echo $$ $! > \(file); wait'",
                environment: ["PATH": "/usr/bin:/bin"],
                timeLimit: .milliseconds(500)
            )
            let error = await #expect(throws: CredentialProblem.self) { try await process.credentials() }
            #expect(error?.reason == "credential_process '/bin/sh': it had not ended after 0.5 seconds")
            let pids = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
            #expect(pids.count == 2)
            let leader = try #require(pids.first.flatMap { pid_t($0) })
            #expect(kill(leader, 0) == -1 && errno == ESRCH)
            let child = try #require(pids.last.flatMap { pid_t($0) })
            #expect(try await isGone(child))
        }
    }

    @Test func `that leaves somebody behind who holds its output is not waited for`() async throws {
        let answer = #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}"#
        let child = try ChildProcess(
            ["/bin/sh", "-c", "sleep 5 & printf '%s' \"$0\"", answer],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let output = try await child.output(timeLimit: .seconds(4), limit: 1_000)
        #expect(String(decoding: output, as: UTF8.self) == answer)
    }

    @Test func `whose caller is cancelled is ended`() async throws {
        let task = Task {
            try await CredentialProcess("/bin/sleep 600", environment: [:]).credentials()
        }
        task.cancel()
        let error = await #expect(throws: CredentialProblem.self) { try await task.value }
        #expect(error?.reason == "credential_process '/bin/sleep': it was cancelled")
    }

    @Test func `reads nothing from our standard input and has none of our descriptors`() async throws {
        let child = try ChildProcess(
            ["/bin/sh", "-c", "cat; ls /proc/self/fd | tr '\\n' ' '"],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let pipe = Pipe()
        defer { try? pipe.fileHandleForWriting.close() }
        let output = String(
            decoding: try await child.output(timeLimit: .seconds(10), limit: 1_000),
            as: UTF8.self
        )
        // ls itself holds the folder open as the fourth.
        #expect(output == "0 1 2 3 ")
    }

    private func problem(_ command: String) async throws -> String {
        let process = CredentialProcess(command, environment: ["PATH": "/usr/bin:/bin"])
        let error = await #expect(throws: CredentialProblem.self) { try await process.credentials() }
        let reason = try #require(error).reason
        #expect(!reason.contains("SECRET"))
        return reason
    }

    /// Whether the process is gone, or soon will be: whoever adopts it has to reap it.
    private func isGone(_ id: pid_t) async throws -> Bool {
        for _ in 0..<200 {
            if kill(id, 0) == -1 { return true }
            let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
            if status?.contains(") Z ") ?? true { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
