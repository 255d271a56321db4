extension Service {
    /// AWS Security Token Service.
    static let sts = Service(
        signingName: "sts",
        version: "2011-06-15",
        format: .query,
        namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
        actions: [
            Action(GetCallerIdentity.self)
        ]
    )
}

/// What STS keeps: nothing yet, since sessions belong to the account's keys.
struct STSState {}

/// An action of STS.
protocol STSOperation: Operation where State == STSState {}

extension STSOperation {
    static func withState<Result>(
        of region: inout RegionState,
        _ body: (inout STSState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        var state = STSState()
        return try body(&state)
    }
}
