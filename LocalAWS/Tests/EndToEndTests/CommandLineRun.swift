import Foundation

/// A run of `local-aws`, for as long as a test wants it.
final class CommandLineRun {
    private let process = Process()
    private let output = Pipe()
    private let error = Pipe()

    /// Starts it.
    init(_ arguments: [String], input: String = "") throws {
        process.executableURL = URL(filePath: Clone.localAWS)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = error
        let standardInput = Pipe()
        process.standardInput = standardInput
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// What it writes to standard output until the first newline.
    func firstLine() -> String {
        var line = ""
        while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
            line.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return line
    }

    /// Sends it a signal.
    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits for its end.
    func finish() throws -> (status: Int32, output: String, error: String) {
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try error.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: text, as: UTF8.self),
            String(decoding: complaint, as: UTF8.self)
        )
    }

    /// Runs it from start to end.
    static func finished(
        _ arguments: [String],
        input: String = ""
    ) throws -> (status: Int32, output: String, error: String) {
        try CommandLineRun(arguments, input: input).finish()
    }
}
