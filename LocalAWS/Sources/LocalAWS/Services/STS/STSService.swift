extension Service {
    /// AWS Security Token Service.
    static let sts = Service(
        signingName: "sts",
        version: "2011-06-15",
        wires: [.query],
        namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
        parameterErrorCode: "ValidationError",
        absentOpenActions: ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
        actions: [
            Action(GetCallerIdentity.self),
            Action(AssumeRole.self),
            Action(GetSessionToken.self),
            Action(GetAccessKeyInfo.self),
            Action(DecodeAuthorizationMessage.self),
        ]
    )
}

/// An action of STS, which works on the account's keys and roles.
protocol STSOperation: Operation where State == CloudState {}

extension STSOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }
}
