/// The words of a command line, split as a POSIX shell splits them: at white space outside of quotes, a backslash
/// keeping the next character as it is. Nothing is expanded. Nil when a quote or an escape isn't closed.
func shellWords(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
        switch (scalar, quote) {
        case (_, let open?) where scalar == open:
            quote = nil
        case ("\\", nil), ("\\", "\""):
            guard let next = scalars.next() else { return nil }
            // Within double quotes a backslash is one, unless it escapes what would end or escape there.
            if quote != nil, next != "\"", next != "\\" { word?.append("\\") }
            word = (word ?? String.UnicodeScalarView()) + [next]
        case (_, _?):
            word?.append(scalar)
        case ("'", nil), ("\"", nil):
            quote = scalar
            word = word ?? String.UnicodeScalarView()
        case (" ", nil), ("\t", nil), ("\n", nil), ("\r", nil):
            if let word { words.append(String(word)) }
            word = nil
        default:
            word = (word ?? String.UnicodeScalarView()) + [scalar]
        }
    }
    guard quote == nil else { return nil }
    if let word { words.append(String(word)) }
    return words
}
