internal import Platform

/// Opens a session of the caller itself: of the account's root, or of a user.
struct GetSessionToken: STSOperation {
    static let name = "GetSessionToken"
    static let honours: Set<String> = ["DurationSeconds"]
    static let refuses: Set<String> = ["SerialNumber", "TokenCode"]
    static let mutates = true

    private let seconds: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        seconds = try parameters.integer("DurationSeconds")
        guard let seconds, !(900...129_600).contains(seconds) else { return }
        throw .failedValidation(
            "1 validation error detected: Value '\(seconds)' at 'durationSeconds' failed to satisfy constraint: Member "
                + "must have value between 900 and 129600"
        )
    }

    /// No permission is needed.
    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] { [] }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Session {
        guard context.caller.session == nil else {
            throw ServiceError(
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials",
                status: 403
            )
        }
        var caller = context.caller
        caller.session = SessionTerms(issueTime: context.now)
        // The root's sessions are short.
        let seconds = caller.isRoot ? min(seconds ?? 3_600, 3_600) : seconds ?? 43_200
        return state.accessKeys.open(
            caller,
            until: context.now + .seconds(seconds),
            &context.identifiers
        )
    }

    static func render(_ output: Session, to writer: inout OutputWriter) {
        writer.credentials(output)
    }
}
