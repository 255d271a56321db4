internal import Platform

extension RequiredPermission {
    /// That the caller may hand the role to Lambda.
    static func passExecutionRole(_ arn: String) -> RequiredPermission {
        passRole(arn, to: ExecutionRole.service)
    }
}

/// The role that a function acts as.
enum ExecutionRole {
    static let service = "lambda.amazonaws.com"
    /// How long the credentials of a function's processes are good.
    static let sessionLength: Duration = .seconds(12 * 3_600)
    /// What must be left of that for another invocation: more than one can take.
    static let reserve: Duration = .seconds(1_800)
}

extension CloudState {
    /// Refuses a role that Lambda can't assume.
    func checkExecutionRole(_ arn: String, _ context: ActionContext) throws(ServiceError) {
        guard canAssume(arn, service: ExecutionRole.service, in: IAMAccount(context)) else {
            throw .invalidLambdaParameter("The role defined for the function cannot be assumed by Lambda.")
        }
    }

    /// Refuses a role that may not do what a function needs done in its name.
    ///
    /// - Parameter action: `sqs:SendMessage`.
    func checkExecutionRole(
        _ arn: String,
        may action: String,
        on resource: String,
        _ context: ActionContext
    ) throws(ServiceError) {
        guard !isExecutionRole(arn, allowed: action, on: resource, context) else { return }
        let parts = action.split(separator: ":")
        throw .invalidLambdaParameter(
            "The provided execution role does not have permissions to call \(parts.last ?? "") on "
                + (parts.first ?? "").uppercased()
        )
    }

    /// Refuses a destination that the role may not send to.
    func checkDestination(_ target: String, role: String, _ context: ActionContext) throws(ServiceError) {
        guard let arn = ARN(target), let action = Self.deliveryActions[arn.service] else { return }
        guard isExecutionRole(role, allowed: action, on: target, context) else {
            throw .invalidLambdaParameter("The destination ARN \(target) is invalid.")
        }
    }

    private func isExecutionRole(
        _ arn: String,
        allowed action: String,
        on resource: String,
        _ context: ActionContext
    ) -> Bool {
        refusal(of: [RequiredPermission(action, on: resource)], toExecutionRole: arn, context) == nil
    }

    /// Which of these Lambda isn't allowed first in the role's name; nil when it may do it all.
    func refusal(
        of required: [RequiredPermission],
        toExecutionRole arn: String,
        _ context: ActionContext
    ) -> Authorization? {
        let account = IAMAccount(context)
        guard let role = iam.role(arn: arn, in: account) else { return nil }
        return refusal(of: required, to: role.caller(named: "lambda", in: account), context)
    }

    /// Refuses a queue for dead letters that the role may not send to.
    func checkDeadLetterTarget(
        _ target: String?,
        role: String,
        _ context: ActionContext
    ) throws(ServiceError) {
        guard let target, let arn = ARN(target) else { return }
        let action = arn.service == "sns" ? "sns:Publish" : "sqs:SendMessage"
        try checkExecutionRole(role, may: action, on: target, context)
    }
}
