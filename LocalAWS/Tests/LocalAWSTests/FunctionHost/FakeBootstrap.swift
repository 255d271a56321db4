import Foundation

/// A `bootstrap` made for a test: a Python script in a folder of its own, which is removed when this goes.
final class FakeBootstrap {
    /// The folder.
    let directory: URL
    /// The script.
    var path: String { directory.appending(path: "bootstrap").path }

    private static let interpreter = "/usr/bin/python3"

    /// Whether there is a Python to run them.
    static let isAvailable = FileManager.default.isExecutableFile(atPath: interpreter)

    /// What every script may use: `call`, `next_event`, `respond`, `fail`, `serve`.
    private static let prelude = """
        #!\(interpreter) -SE
        import http.client, json, os, signal, sys, time
        connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        def call(method, path, body=None, headers={}):
            connection.request(method, "/2018-06-01/runtime/" + path, body, headers)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        def next_event():
            status, headers, body = call("GET", "invocation/next")
            assert status == 200, (status, body)
            return headers["lambda-runtime-aws-request-id"], headers, body
        def respond(id, body, headers={}):
            return call("POST", "invocation/%s/response" % id, body, {"Content-Type": "application/json", **headers})
        def fail(id, body, headers={}):
            return call("POST", "invocation/%s/error" % id, body, headers)
        def serve(handler):
            while True:
                id, headers, body = next_event()
                respond(id, handler(headers, body))

        """

    /// A script as a text: the prelude, then the lines given.
    static func text(_ script: String) -> String { prelude + script }

    /// Writes the script: the prelude, then the lines given.
    init(_ script: String) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "bootstrap-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try write(Self.prelude + script)
    }

    /// Writes exactly this file.
    init(file: String, permissions: Int = 0o755) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "bootstrap-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try write(file, permissions: permissions)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func write(_ text: String, permissions: Int = 0o755) throws {
        try Data(text.utf8).write(to: directory.appending(path: "bootstrap"))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }
}
