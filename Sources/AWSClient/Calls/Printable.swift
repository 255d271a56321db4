/// The beginning of bytes from outside as one line for a log: broken UTF-8 repaired, control characters and runs of
/// white space made one space, and `…` where it was cut.
func printable(_ bytes: some Collection<UInt8>, limit: Int) -> String {
    let text = String(decoding: bytes.prefix(limit), as: UTF8.self)
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if !isControl(scalar), scalar != " " {
            line.append(scalar)
        } else if let last = line.last, last != " " {
            line.append(" ")
        }
    }
    let wasCut = bytes.count > limit
    // A character that the cut went through shows as U+FFFD.
    while let last = line.last, last == " " || wasCut && last == "\u{FFFD}" { line.removeLast() }
    return String(line) + (wasCut ? "…" : "")
}

/// Control characters, line separators, and the marks that turn the direction of text, by which a log line could be
/// made to look like another.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
}
