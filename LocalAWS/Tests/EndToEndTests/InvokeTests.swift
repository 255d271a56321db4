import Foundation
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `local-aws invoke` {
    /// A bootstrap of these lines of shell, in a folder of its own.
    private func script(_ lines: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "invoke-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "bootstrap")
        try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file
    }

    private func remove(_ script: URL) {
        try? FileManager.default.removeItem(at: script.deletingLastPathComponent())
    }

    @Test(.enabled(if: Clone.bootstrap != nil, "needs the function: swift build --product bootstrap"))
    func `shows the log, the response, the snapshots, the tags and the figures`() throws {
        let bootstrap = try #require(Clone.bootstrap)
        let event = Clone.eventFile("launch").path
        let end = try CommandLineRun.finished(["invoke", event, "--bootstrap", bootstrap, "--volumes", "3"])
        #expect(end.status == 0)
        #expect(end.error == "")
        for part in [
            "The function's log", "  START RequestId: ", "Its response", "Snapshots", "Tags", "Succeeded in ",
        ] {
            #expect(end.output.contains(part))
        }
        let rows = end.output.split(separator: "\n").filter {
            $0.contains(/(pending|completed) +Autosnap-i-/)
        }
        #expect(rows.count == 3)
        #expect(end.output.contains(/i-0a1b2c3d4e5f60718 +Snapshots +Created/))
    }

    @Test(.enabled(if: Clone.bootstrap != nil, "needs the function: swift build --product bootstrap"))
    func `prints one JSON document that says the same`() throws {
        let bootstrap = try #require(Clone.bootstrap)
        let event = String(decoding: try Clone.event("launch"), as: UTF8.self)
        let arguments = ["invoke", "-", "--bootstrap", bootstrap, "--json", "--repeat", "2"]
        let end = try CommandLineRun.finished(arguments, input: event)
        #expect(end.status == 0)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
        )
        #expect(document["instanceId"] as? String == "i-0a1b2c3d4e5f60718")
        #expect((document["invocations"] as? [Any])?.count == 2)
        #expect((document["snapshots"] as? [Any])?.count == 2)
    }

    @Test(
        .enabled(if: Clone.bootstrap != nil, "needs the function: swift build --product bootstrap"),
        arguments: [
            "eventbridge-launch", "launch", "launch-2012", "launch-attached", "launch-from-warm-pool",
            "launch-minimal", "launch-numeric-account", "launch-out-of-standby", "launch-padded-message",
            "launch-unicode-group", "several-records", "sns-eventbridge-launch", "sqs-eventbridge-launch",
            "sqs-launch", "sqs-launch-raw",
        ]
    )
    func `makes the instance of every event that means a launch`(fixture: String) throws {
        let bootstrap = try #require(Clone.bootstrap)
        let event = Clone.eventFile(fixture).path
        let end = try CommandLineRun.finished(["invoke", event, "--bootstrap", bootstrap, "--json"])
        #expect(end.status == 0, "\(end.output)")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
        )
        #expect((document["snapshots"] as? [Any])?.count == 2)
    }

    @Test func `fails when the function does, and shows why`() throws {
        let script = try script("echo trying\nexit 7")
        defer { remove(script) }
        let end = try CommandLineRun.finished(["invoke", "-", "--bootstrap", script.path], input: "{}")
        #expect(end.status == 1)
        #expect(end.output.contains("  trying\n"))
        #expect(end.output.contains("exit status 7"))
        #expect(end.output.contains("Failed (Runtime.ExitError) in "))
    }

    @Test func `leaves no process behind when it is interrupted`() async throws {
        let script = try script("echo $$ > started.part && mv started.part started\nexec sleep 600")
        defer { remove(script) }
        let run = try CommandLineRun(["invoke", "-", "--bootstrap", script.path], input: "{}")
        let started = script.deletingLastPathComponent().appending(path: "started")
        while !FileManager.default.fileExists(atPath: started.path) {
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = try String(contentsOf: started, encoding: .utf8).trimmingCharacters(in: .newlines)
        let process = try #require(Int32(text))
        run.signal(SIGINT)
        #expect(try run.finish().status == 130)
        #expect(kill(process, 0) != 0)
    }

    @Test(arguments: [
        (["/no/such/event.json"], "", "Can't read /no/such/event.json: No such file or directory."),
        (["/"], "", "Can't read /: Is a directory."),
        (["-"], "", "Can't invoke a function with standard input: it is empty."),
        (["-"], "{", "Can't invoke a function with standard input: it is not JSON."),
        (["-", "--bootstrap", "/no/such/bootstrap"], "{}", "There is no executable at /no/such/bootstrap."),
        (["-", "--volumes", "0"], "{}", "The instance can have 1 to 26 volumes."),
        (
            ["-", "--bootstrap", "/bin/true", "--env", "AWS_REGION=x"], "{}",
            "The variable AWS_REGION is reserved"
        ),
        (["-", "--env", "NONSENSE"], "{}", #"--env takes NAME=VALUE, not "NONSENSE"."#),
    ])
    func `says what is wrong with what it is given`(
        arguments: [String],
        input: String,
        sentence: String
    ) throws {
        let end = try CommandLineRun.finished(["invoke"] + arguments, input: input)
        #expect(end.status != 0)
        #expect(end.error.contains(sentence), "\(end.error)")
        #expect(end.output == "")
    }
}
