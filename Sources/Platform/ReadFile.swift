internal import Glibc

/// A file, or standard input, that could not be read: which one, and what the system said.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's path.
    package let path: String
    /// The system's reason, or the limit that was passed.
    package let reason: String

    /// An error for that file.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// One sentence for a person.
    package var description: String { "Can't read \(path): \(reason)." }
}

/// The whole of a file, at most `limit` bytes of it.
///
/// - Throws: `FileError` when it can't be opened or read, is a directory, or is larger than the limit.
package func readFile(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: errorText(errno)) }
    defer { close(descriptor) }
    return try readToEnd(of: descriptor, named: path, limit: limit)
}

/// The whole of standard input, at most `limit` bytes of it.
///
/// - Throws: `FileError` when it can't be read or is larger than the limit.
package func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
    try readToEnd(of: STDIN_FILENO, named: "standard input", limit: limit)
}

private func readToEnd(of descriptor: Int32, named name: String, limit: Int) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { throw FileError(path: name, reason: errorText(errno)) }
        if count == 0 { return content }
        guard content.count + count <= limit else {
            throw FileError(path: name, reason: "it is larger than \(limit) bytes")
        }
        content += chunk[..<count]
    }
}

func errorText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
}
