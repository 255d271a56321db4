/// Makes lines of the pieces in which a pipe delivers them.
struct LineSplitter: Sendable {
    /// The longest line, in bytes: CloudWatch Logs' limit for an event. A longer one is split.
    let limit: Int
    private var rest: [UInt8] = []

    init(limit: Int = 1_024 * 1_024) {
        self.limit = limit
    }

    /// The lines that are complete with this piece, without their newlines.
    mutating func lines(adding piece: some Collection<UInt8>) -> [String] {
        var lines: [String] = []
        var remaining = piece[...]
        while let newline = remaining.firstIndex(of: 0x0A) {
            rest += remaining[..<newline]
            remaining = remaining[remaining.index(after: newline)...]
            flush(into: &lines)
        }
        rest += remaining
        if rest.count >= limit { flush(into: &lines) }
        return lines
    }

    /// What was written without a newline at the end.
    mutating func remainder() -> [String] {
        guard !rest.isEmpty else { return [] }
        var lines: [String] = []
        flush(into: &lines)
        return lines
    }

    /// What isn't UTF-8 is repaired with U+FFFD.
    private mutating func flush(into lines: inout [String]) {
        var line = rest[...]
        repeat {
            lines.append(String(decoding: line.prefix(limit), as: UTF8.self))
            line = line.dropFirst(limit)
        } while !line.isEmpty
        rest.removeAll(keepingCapacity: rest.count <= 65_536)
    }
}
