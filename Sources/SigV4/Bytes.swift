/// The texts one after the other. Interpolation does the same at several times the cost, which is most of what
/// signing would take.
func joined(_ texts: String...) -> String {
    let count = texts.reduce(0) { $0 + $1.utf8.count }
    return unsafe String(unsafeUninitializedCapacity: count) { output in
        var end = 0
        for text in texts {
            end = unsafe output[end...].initialize(fromContentsOf: text.utf8)
        }
        return end
    }
}

/// The UTF-8 of the texts one after the other.
func joinedBytes(_ texts: String...) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count })
    for text in texts { bytes += text.utf8 }
    return bytes
}

extension Span<UInt8> {
    /// The least and the greatest byte; nil if there is none. There is no early exit, so that the compiler looks
    /// at many bytes at once: session tokens are long.
    var extremes: (least: UInt8, greatest: UInt8)? {
        if isEmpty { return nil }
        var least = UInt8.max
        var greatest = UInt8.min
        for index in indices {
            least = Swift.min(least, self[index])
            greatest = Swift.max(greatest, self[index])
        }
        return (least, greatest)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts between the bytes of an ASCII character. Splitting at characters would first find out where they begin,
    /// which costs more than everything else about a signature that is being read.
    func split(
        on separator: Unicode.Scalar,
        maxSplits: Int = .max,
        omittingEmptySubsequences: Bool = true
    ) -> [Substring] {
        let text = Substring(self)
        return text.utf8.split(
            maxSplits: maxSplits,
            omittingEmptySubsequences: omittingEmptySubsequences,
            whereSeparator: { $0 == UInt8(ascii: separator) }
        ).map { Substring($0) }
    }
}
