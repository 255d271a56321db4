/// The UTF-8 of the texts one after the other.
func joinedBytes(_ texts: String...) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count })
    for text in texts { bytes += text.utf8 }
    return bytes
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
