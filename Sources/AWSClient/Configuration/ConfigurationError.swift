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

/// The text in quotes, on one line and short enough for one: what doesn't show escaped, its end cut off. A value that
/// a person has mistyped is told best with its stray newline in sight.
func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(100) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: shown += scalar.escaped(asASCII: true)
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return text.unicodeScalars.count > 100 ? "'\(shown)…'" : "'\(shown)'"
}
