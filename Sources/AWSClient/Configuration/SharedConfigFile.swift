/// The sections of a shared `config` or `credentials` file, as they are written.
struct SharedConfigFile: Sendable, Equatable {
    /// Where it was read from.
    let path: String
    /// The sections by what stands between their brackets; one that is written twice is merged.
    let sections: [String: ConfigSection]

    /// Reads the file's bytes.
    ///
    /// The format is the one that the AWS SDKs and botocore agree on: names in any case, `=` (or, as botocore takes
    /// it, `:`) between name and value, comments on lines of their own and after white space, indented lines that
    /// continue the value above them. A value that begins on the line after its name is a group of nested settings.
    ///
    /// - Throws: `ConfigurationError` naming file and line; it never quotes the line, which may hold a secret.
    init(parsing bytes: [UInt8], path: String) throws(ConfigurationError) {
        var parser = SharedConfigParser(path: path)
        for (index, line) in linesOfText(bytes).enumerated() {
            try parser.take(line, number: index + 1)
        }
        self.path = path
        sections = try parser.finish()
    }
}

/// The lines, ended by LF, CR LF or CR, without their ends and without a byte order mark.
private func linesOfText(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    var lines: [ArraySlice<UInt8>] = []
    while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
        lines.append(rest[..<end])
        let isPair = rest[end...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
        rest = rest[(end + (isPair ? 2 : 1))...]
    }
    lines.append(rest)
    return lines
}
