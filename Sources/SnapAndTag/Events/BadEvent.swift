internal import LambdaRuntime

/// An event that can't be used: not JSON, or the announcement of a launch that doesn't say of what. It fails the
/// invocation, so that Lambda hands the event on to the dead-letter queue or the failure destination.
package struct BadEvent: ReportableError, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with it, in a sentence.
    package let problem: String

    /// What Lambda shows.
    package var errorType: String { "Function.BadEvent" }
    /// What is wrong and what to do.
    package var errorMessage: String { "\(problem) Nothing was done." }
    /// The message.
    package var description: String { errorMessage }
}
