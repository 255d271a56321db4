import Foundation
import FoundationNetworking
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `local-aws up` {
    @Test(arguments: [SIGINT, SIGTERM])
    func `prints its address first, serves, and ends well when it is told to`(signal: Int32) async throws {
        let run = try CommandLineRun(["up", "--port", "0"])
        let line = run.firstLine()
        let url = try #require(line.wholeMatch(of: /local-aws listens on (http:\/\/127\.0\.0\.1:[0-9]+)/)?.1)
        let health = try #require(URL(string: "\(url)/_local/health"))
        let (_, response) = try await URLSession.shared.data(from: health)
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        run.signal(signal)
        let end = try run.finish()
        #expect(end.status == 0)
        #expect(end.output.contains("export AWS_ENDPOINT_URL=\(url)\n"))
        #expect(end.output.contains("AWS_ACCESS_KEY_ID=test"))
    }

    @Test func `says so in one sentence when the port is taken`() throws {
        let first = try CommandLineRun(["up", "--port", "0"])
        let port = try #require(first.firstLine().split(separator: ":").last)
        let end = try CommandLineRun.finished(["up", "--port", String(port)])
        #expect(end.status == 1)
        #expect(end.output == "")
        #expect(
            end.error.hasPrefix("Error: Can't listen on 127.0.0.1:\(port): another program has this port.")
        )
        #expect(end.error.split(separator: "\n").count == 1)
        first.signal(SIGINT)
        #expect(try first.finish().status == 0)
    }

    @Test func `refuses a state file that another one keeps, and takes it over from one that was killed`()
        throws
    {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json").path
        defer { for suffix in ["", ".lock"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        let options = ["up", "--port", "0", "--state-file", path]
        let first = try CommandLineRun(options)
        #expect(first.firstLine().hasPrefix("local-aws listens on "))
        #expect(FileManager.default.fileExists(atPath: path), "the first state is written before it listens")
        let second = try CommandLineRun.finished(options)
        #expect(second.status == 1)
        #expect(second.output == "")
        #expect(
            second.error
                == "Error: Another local-aws keeps its cloud in the state file \(path). Stop that one, or name another "
                + "file.\n"
        )
        first.signal(SIGKILL)
        _ = try first.finish()
        let third = try CommandLineRun(options)
        #expect(third.firstLine().hasPrefix("local-aws listens on "))
        third.signal(SIGINT)
        #expect(try third.finish().status == 0)
    }

    @Test func `says at the start that its state file can't be written`() throws {
        let end = try CommandLineRun.finished([
            "up", "--port", "0", "--state-file", "/no/such/folder/cloud.json",
        ])
        #expect(end.status == 1)
        #expect(end.output == "")
        #expect(
            end.error
                == "Error: The state file /no/such/folder/cloud.json can't be written: No such file or directory. Name "
                + "another file.\n"
        )
    }

    @Test(arguments: [
        (["--port", "65536"], "The port is a number from 0 to 65535."),
        (["--account", "12"], "is not 12 digits"),
        (["--region", "nowhere"], "is not the name of a region"),
        (["--host", "192.0.2.1", "--port", "0"], "this machine has no such address"),
        (["--snapshot-time=-1"], "--snapshot-time is a number of seconds from 0 to 86400."),
        (["--fault", "ec2:CreateSnapshot,nth=0,reset"], "\"nth=0\" in \"ec2:CreateSnapshot,nth=0,reset\""),
        (["--fault", "sns:Pubish,reset"], "local-aws has no action sns:Pubish; those of sns are: "),
    ])
    func `refuses what it can't start with`(options: [String], sentence: String) throws {
        let end = try CommandLineRun.finished(["up"] + options)
        #expect(end.status != 0)
        #expect(end.error.contains(sentence), "\(end.error)")
    }
}
