private import JSON

/// An environment variable whose value can't be used: which one, what it says, and what it may say.
package struct InvalidSetting: ReportableError, Equatable, CustomStringConvertible {
    /// The variable's name.
    package let variable: String
    /// Its value; empty when it isn't set.
    package let value: String
    /// The accepted values, in words.
    package let accepted: String

    /// An error for that variable. The value is quoted in messages, so it mustn't be a secret.
    package init(variable: String, value: String, accepted: String) {
        self.variable = variable
        self.value = value
        self.accepted = accepted
    }

    package var errorType: String { "Runtime.InvalidSetting" }

    package var errorMessage: String {
        let quoted = JSON.string(value.truncated(toUTF8Bytes: 256)).text
        return "The environment variable \(variable) " + (value.isEmpty ? "is not set" : "is \(quoted)")
            + ", and has to be \(accepted)."
    }

    /// The same as `errorMessage`.
    package var description: String { errorMessage }
}
