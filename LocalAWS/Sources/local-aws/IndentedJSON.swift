/// JSON text with line breaks and indentation, members in the order and numbers in the spelling in which they came.
struct IndentedJSON {
    /// The text, broken into lines of two spaces a level.
    private(set) var text = ""
    private var depth = 0

    /// - Parameter json: valid JSON; of anything else comes something, but nobody promises what.
    init(_ json: String) {
        var isInString = false
        var isEscaped = false
        var justOpened = false
        for character in json.unicodeScalars {
            if isInString {
                text.unicodeScalars.append(character)
                if character == "\"", !isEscaped { isInString = false }
                isEscaped = character == "\\" && !isEscaped
                continue
            }
            if character.properties.isWhitespace { continue }
            let closes = character == "}" || character == "]"
            if closes { depth = max(0, depth - 1) }
            if closes != justOpened { breakLine() }
            justOpened = character == "{" || character == "["
            if justOpened { depth += 1 }
            isInString = character == "\""
            append(character)
        }
    }

    private mutating func append(_ character: Unicode.Scalar) {
        text.unicodeScalars.append(character)
        if character == ":" { text += " " }
        if character == "," { breakLine() }
    }

    private mutating func breakLine() {
        text += "\n" + String(repeating: "  ", count: depth)
    }
}
