package import Platform

/// Whose credentials they are.
package struct CallerIdentity: Sendable, Equatable {
    /// The account, twelve digits.
    package let account: String
    /// The user's, or the assumed role's, ARN.
    package let arn: String
    /// The unique identifier of the user or role session.
    package let userID: String
}

extension STSClient {
    /// GetCallerIdentity: needs no permission.
    package func getCallerIdentity(deadline: Timestamp? = nil) async throws(AWSClientError) -> CallerIdentity
    {
        let request = QueryRequest("GetCallerIdentity", of: .sts, idempotency: .idempotent) { _ in }
        return try await caller.call(request, deadline: deadline) { root throws(XMLProblem) in
            let result = try root.requiredChild("GetCallerIdentityResult")
            return CallerIdentity(
                account: try result.requiredToken("Account"),
                arn: try result.requiredToken("Arn"),
                userID: try result.requiredToken("UserId")
            )
        }
    }
}
