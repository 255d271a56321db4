/// A response that Lambda would refuse.
struct ResponseTooLarge: ReportableError {
    /// In bytes (Lambda quotas: 6 MB for a synchronous response).
    static let limit = 6 * 1_024 * 1_024

    let size: Int

    var errorType: String { "Function.ResponseTooLarge" }
    var errorMessage: String {
        "The response has \(size) bytes, and Lambda takes no more than \(Self.limit)."
    }
}
