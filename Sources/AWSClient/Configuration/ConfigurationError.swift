/// A setting that can't be used: which one, where it was written, and what would be accepted instead. Never a secret.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The variable, the profile's setting and its file, or the file's line.
    package let setting: String
    /// What is wrong with it.
    package let problem: String

    /// An error about that setting.
    package init(_ setting: String, _ problem: String) {
        self.setting = setting
        self.problem = problem
    }

    /// One sentence for a person.
    package var description: String { "\(setting): \(problem)." }

    /// A value that isn't one of those accepted.
    static func invalid(_ setting: Setting, accepted: String) -> ConfigurationError {
        ConfigurationError(setting.origin, "\(quoted(setting.value)) is not accepted; \(accepted)")
    }
}

/// The text in quotes, on one line and short enough for one: its control characters escaped, its end cut off.
func quoted(_ text: some StringProtocol) -> String {
    "'\(printable(text, limit: 100))'"
}

/// The text on one line, its control characters escaped and all but its first `limit` characters cut off.
func printable(_ text: some StringProtocol, limit: Int) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: result += scalar.escaped(asASCII: true)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return text.unicodeScalars.count > limit ? result + "…" : result
}
