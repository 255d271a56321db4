internal import Glibc

/// The process's environment variables, read once in `main` and passed down as a value.
///
/// A variable that is set to nothing counts as not set: that is how the AWS SDKs read theirs.
package struct Environment: Sendable, ExpressibleByDictionaryLiteral {
    private let variables: [String: String]

    /// An environment of these variables.
    package init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// An environment of these variables; the last of two equal names wins.
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// The variable's value; nil when it is absent or empty.
    package subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The variables as `NAME=VALUE`, as a child process is given them.
    package var assignments: [String] { variables.map { "\($0)=\($1)" } }

    /// The variables of this process. Entries that aren't valid UTF-8 are repaired with U+FFFD.
    package static func ofProcess() -> Environment {
        var variables: [String: String] = [:]
        var entry = unsafe environ
        while let pointer = unsafe entry.pointee {
            let text = unsafe String(cString: pointer)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            unsafe entry = unsafe entry.successor()
        }
        return Environment(variables)
    }
}

extension Environment: CustomStringConvertible, CustomReflectable {
    /// The variables' names: among their values are secrets.
    package var description: String { "Environment(\(variables.keys.sorted().joined(separator: ", ")))" }

    /// Nothing to reflect on, so that `dump` shows no secret either.
    package var customMirror: Mirror { Mirror(self, children: ["names": variables.keys.sorted()]) }
}
