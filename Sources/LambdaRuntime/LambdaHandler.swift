/// The function: takes an event, answers it, or throws.
///
/// A thrown `ReportableError` is reported to Lambda with its own type and message; any other error with its type's
/// name and its description. The runtime loop goes on either way.
package protocol LambdaHandler: Sendable {
    /// The answer's body, JSON in UTF-8.
    func handle(_ event: [UInt8], context: InvocationContext) async throws -> [UInt8]
}

/// An error that says how Lambda shall be told of it.
package protocol ReportableError: Error {
    /// `Function.SnapshotFailed`: Lambda's metrics keep a type of this form only, letters after the dot
    /// (`(Runtime|Function)\.[A-Z][a-zA-Z]+`).
    var errorType: String { get }
    /// What failed, on what, and what to do.
    var errorMessage: String { get }
}
