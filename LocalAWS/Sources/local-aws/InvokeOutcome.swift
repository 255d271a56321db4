import LocalAWS

/// What an event led to.
struct InvokeOutcome: Sendable {
    var instanceID: String?
    /// An invocation each.
    var results: [InvocationResult]
    /// All that exist now.
    var snapshots: [StagedSnapshot]
    /// All that exist now.
    var tags: [StagedTag]

    /// Whether the function failed, once at least.
    var hasFailed: Bool { results.contains { $0.functionError != nil } }
}
