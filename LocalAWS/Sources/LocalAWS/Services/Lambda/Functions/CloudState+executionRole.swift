internal import Platform

extension RequiredPermission {
    /// That the caller may hand the role to Lambda.
    static func passExecutionRole(_ arn: String) -> RequiredPermission {
        RequiredPermission("iam:PassRole", on: arn, keys: ["iam:PassedToService": ["lambda.amazonaws.com"]])
    }
}

extension CloudState {
    /// Refuses a role that Lambda can't assume.
    func checkExecutionRole(_ arn: String, _ context: ActionContext) throws(ServiceError) {
        guard ARN(arn)?.accountID == context.accountID else {
            throw .invalidLambdaParameter("The role defined for the function cannot be assumed by Lambda.")
        }
    }

    /// Credentials of a function's role, for a process of the function.
    mutating func openSession(
        ofRole arn: String,
        function name: String,
        _ context: inout ActionContext
    ) -> Session {
        let role = arn.split(separator: "/").last.map(String.init) ?? arn
        let caller = Caller(
            accountID: context.accountID,
            principal: .assumedRole(name: role, id: context.identifiers.uniqueID("AROA"), session: name)
        )
        let end = context.now + ExecutionSession.length
        return accessKeys.open(caller, until: end, &context.identifiers)
    }
}

/// How long the credentials of a function's processes are good.
enum ExecutionSession {
    static let length: Duration = .seconds(12 * 3_600)
    /// What must be left of it for another invocation: more than one can take.
    static let reserve: Duration = .seconds(1_800)
}
