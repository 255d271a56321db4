import Foundation
import Platform

/// A file without a name that log lines are written to and read from.
final class LogCapture: Sendable {
    private let descriptor: Int32
    let writer: LineWriter

    init() {
        var template = Array("/tmp/log-capture-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&template)
        unsafe unlink(template)
        writer = LineWriter(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    var text: String {
        var size = stat()
        unsafe fstat(descriptor, &size)
        var bytes = [UInt8](repeating: 0, count: Int(size.st_size))
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    var lines: [String] {
        text.split(separator: "\n").map(String.init)
    }
}
