import Foundation

/// Standard output and error, unbuffered: whoever waits for the first line on a pipe gets it at once.
enum Console {
    /// Writes to standard output.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes to standard error.
    static func writeError(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
