/// The texts one after the other. Interpolation does the same at several times the cost, which is most of what
/// signing a request, or writing a log line, would take.
package func joined(_ texts: String...) -> String {
    let count = texts.reduce(0) { $0 + $1.utf8.count }
    return unsafe String(unsafeUninitializedCapacity: count) { output in
        var end = 0
        for text in texts {
            end = unsafe output[end...].initialize(fromContentsOf: text.utf8)
        }
        return end
    }
}

extension Span<UInt8> {
    /// The least and the greatest byte; nil if there is none. There is no early exit, so that the compiler looks
    /// at many bytes at once: session tokens and events are long.
    package var extremes: (least: UInt8, greatest: UInt8)? {
        if isEmpty { return nil }
        var least = UInt8.max
        var greatest = UInt8.min
        for index in indices {
            least = Swift.min(least, self[index])
            greatest = Swift.max(greatest, self[index])
        }
        return (least, greatest)
    }

    /// Whether every byte is ASCII that is no control character: text that stands for itself wherever text may stand.
    package var isPrintableASCII: Bool {
        guard let (least, greatest) = extremes else { return true }
        return least >= 0x20 && greatest < 0x7F
    }

    /// Whether no byte is a control character of ASCII.
    package var hasNoControlCharacters: Bool {
        guard let (least, greatest) = extremes else { return true }
        guard least >= 0x20 else { return false }
        guard greatest >= 0x7F else { return true }
        for index in indices where self[index] == 0x7F { return false }
        return true
    }
}
