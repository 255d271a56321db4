import Foundation

/// Where an event comes from.
enum EventFile {
    /// The most that an event may have: Lambda's own limit for an invocation.
    private static let limit = 6 * 1_024 * 1_024

    /// The event's bytes.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let data: Data?
        do {
            let handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
            data = try handle.read(upToCount: limit + 1)
        } catch {
            throw Failure("Can't read \(name(of: path)): \(reason(of: error)).")
        }
        let bytes = [UInt8](data ?? Data())
        guard bytes.count <= limit else {
            throw Failure("\(name(of: path)) has more than the \(limit) bytes that Lambda takes.")
        }
        return bytes
    }

    /// What to call it in a sentence.
    static func name(of path: String) -> String {
        path == "-" ? "standard input" : path
    }

    private static func reason(of error: any Error) -> String {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let cause, cause.domain == NSPOSIXErrorDomain else { return "there is no such file" }
        return unsafe String(cString: strerror(Int32(cause.code)))
    }
}
