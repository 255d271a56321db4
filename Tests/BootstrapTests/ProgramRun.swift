import Foundation

/// A run of the program that `swift test` has built beside the test bundle.
struct ProgramRun {
    let output: String
    /// With which it exited; nil when a signal ended it.
    let status: Int32?

    /// Runs it to its end, with these variables only.
    ///
    /// - Parameters:
    ///   - redirection: In a shell's words; what goes to standard output then is what is read.
    ///   - limit: A command by which the shell limits the program beforehand.
    init(
        _ environment: [String: String],
        _ arguments: String = "",
        redirection: String = "",
        limit: String = ":"
    ) throws {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "bootstrap").path()
        let variables = environment.map { "'\($0)=\($1)'" }.joined(separator: " ")
        let command = "\(limit) && exec env -i \(variables) '\(program)' \(arguments) \(redirection)"
        // popen, because Foundation's Process leaks, and the address sanitizer tells.
        guard let pipe = unsafe popen(command, "r") else { throw POSIXError(.ENOENT) }
        var bytes: [UInt8] = []
        while true {
            let byte = unsafe fgetc(pipe)
            if byte == EOF { break }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
        let end = unsafe pclose(pipe)
        output = String(decoding: bytes, as: UTF8.self)
        status = end & 0x7F == 0 ? end >> 8 & 0xFF : nil
    }
}

/// The repository's `Fixtures`.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures").path()
