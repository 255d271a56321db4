import SystemPackage

/// Standard output and error, unbuffered: whoever waits for the first line on a pipe gets it at once.
enum Console {
    /// Writes to standard output. What nobody reads any more is dropped.
    static func write(_ text: String) {
        _ = try? FileDescriptor.standardOutput.writeAll(text.utf8)
    }

    /// Writes to standard error.
    static func writeError(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
