/// Has the events of a group forgotten after some days.
struct PutRetentionPolicy: LogGroupOperation {
    static let name = "PutRetentionPolicy"
    static let honours: Set<String> = ["logGroupName", "retentionInDays"]
    static let mutates = true

    private static let allowedDays: Set<Int> = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922,
        3_288,
        3_653,
    ]

    let groupName: String
    private let days: Int

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        days = try parameters.requiredInteger("retentionInDays")
        guard Self.allowedDays.contains(days) else {
            let list = Self.allowedDays.sorted().map(String.init).joined(separator: ", ")
            throw .invalidLogParameter(
                "1 validation error detected: Value '\(days)' at 'retentionInDays' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [\(list)]"
            )
        }
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        let now = context.now
        state.updateGroup(groupName) {
            $0.retentionInDays = days
            $0.dropEvents(before: $0.retentionStart(at: now))
        }
    }
}

/// Has the events of a group kept for ever.
struct DeleteRetentionPolicy: LogGroupOperation {
    static let name = "DeleteRetentionPolicy"
    static let honours: Set<String> = ["logGroupName"]
    static let mutates = true

    let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        state.updateGroup(groupName) { $0.retentionInDays = nil }
    }
}
