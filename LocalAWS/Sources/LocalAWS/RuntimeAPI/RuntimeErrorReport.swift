/// What a runtime says of a failure, its own or the function's.
struct RuntimeErrorReport: Sendable, Equatable {
    /// The body as it was posted: by convention `errorMessage`, `errorType` and `stackTrace`.
    var payload: [UInt8]
    /// `Function.…` or `Runtime.…`, for log and metrics.
    var errorType: String
    /// X-Ray's cause document, cut to what the platform keeps.
    var xRayCause: String?

    init(payload: [UInt8], errorTypeField: String?, xRayCauseField: String?) {
        self.payload = payload
        errorType = Self.acceptedErrorType(errorTypeField ?? "")
        xRayCause = xRayCauseField.flatMap(XRayCause.cropped)
    }

    /// The error type that the platform makes of the header's value: the value itself when it names a category and a
    /// reason somewhere, else the category's unknown.
    static func acceptedErrorType(_ value: String) -> String {
        if value.contains(/(Runtime|Function)\.[A-Z][a-zA-Z]+/) { return value }
        return value.hasPrefix("Function.") ? "Function.Unknown" : "Runtime.Unknown"
    }
}
