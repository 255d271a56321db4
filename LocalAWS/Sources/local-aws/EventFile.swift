import SystemPackage

/// Where an event comes from.
enum EventFile {
    /// The most that an event may have: Lambda's own limit for an invocation.
    private static let limit = 6 * 1_024 * 1_024

    /// The event's bytes.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try path == "-" ? content(of: .standardInput) : content(ofFile: path)
        } catch {
            throw Failure("Can't read \(name(of: path)): \(error).")
        }
        guard bytes.count <= limit else {
            throw Failure("\(name(of: path)) has more than the \(limit) bytes that Lambda takes.")
        }
        return bytes
    }

    /// What to call it in a sentence.
    static func name(of path: String) -> String {
        path == "-" ? "standard input" : path
    }

    private static func content(ofFile path: String) throws -> [UInt8] {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        return try file.closeAfter { try content(of: file) }
    }

    /// All of it, or a little more than is allowed.
    private static func content(of file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let chunk = try unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return bytes
    }
}
