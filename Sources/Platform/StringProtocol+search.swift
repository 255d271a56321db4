extension StringProtocol {
    /// Where that text stands for the first time, compared byte by byte; nil if it doesn't.
    ///
    /// The standard library's own search comes with regular expressions, which would add a megabyte to the program.
    package func firstOccurrence(of text: String) -> Range<Index>? {
        guard let first = text.utf8.first else { return startIndex..<startIndex }
        var position = utf8.startIndex
        while let start = utf8[position...].firstIndex(of: first) {
            if utf8[start...].starts(with: text.utf8) {
                return start..<utf8.index(start, offsetBy: text.utf8.count)
            }
            position = utf8.index(after: start)
        }
        return nil
    }
}
