/// Bytes that aren't the JSON asked for: what is wrong with them, and where. It never quotes more than a few
/// characters of the input.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    package enum Kind: Sendable {
        /// There is no value: nothing but white space.
        case empty
        /// More bytes than the caller's limit.
        case tooLarge
        /// Arrays and objects within each other, deeper than the caller's limit.
        case tooDeep
        /// A byte sequence that isn't UTF-8.
        case invalidUTF8
        /// An integer outside of 64 bits, or a number too large for a double: refused, since its digits would be lost.
        case numberOutOfRange
        /// Anything else that breaks the grammar; the message says what.
        case syntax
    }

    /// What is wrong.
    package let kind: Kind
    /// What is wrong, for a person.
    package let message: String
    /// The line, from 1.
    package let line: Int
    /// The character within the line, from 1; 0 for a line of which nothing was read.
    package let column: Int
    /// How many bytes had been read.
    package let offset: Int

    /// One sentence for a person.
    package var description: String {
        "Invalid JSON at line \(line), column \(column) (byte \(offset)): \(message)."
    }
}
