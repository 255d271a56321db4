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

    @Test(arguments: [
        (["--port", "65536"], "The port is a number from 0 to 65535."),
        (["--account", "12"], "is not 12 digits"),
        (["--region", "nowhere"], "is not the name of a region"),
        (["--host", "192.0.2.1", "--port", "0"], "this machine has no such address"),
    ])
    func `refuses what it can't start with`(options: [String], sentence: String) throws {
        let end = try CommandLineRun.finished(["up"] + options)
        #expect(end.status != 0)
        #expect(end.error.contains(sentence), "\(end.error)")
    }
}
