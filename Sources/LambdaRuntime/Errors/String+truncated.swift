extension String {
    /// The text, cut off with a note of how much is missing if it has more bytes than the limit.
    func truncated(toUTF8Bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return "\(self[..<end])… (\(utf8.count - utf8.distance(from: startIndex, to: end)) bytes more)"
    }
}
