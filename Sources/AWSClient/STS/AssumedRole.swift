package import Platform
internal import SigV4

/// A role's session: what its calls are signed with, until when, and who it is.
package struct AssumedRole: Sendable, Equatable {
    /// The session's credentials and their end.
    package let credentials: ResolvedCredentials
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    package let arn: String?
}

extension STSClient {
    /// AssumeRole: credentials for another role, signed for with one's own.
    ///
    /// - Parameters:
    ///   - roleARN: the role.
    ///   - sessionName: names the session in logs: 2 to 64 of `A-Z a-z 0-9 + = , . @ _ -`.
    ///   - durationSeconds: 900 to 43200; an hour when nil, and at most an hour for a role assumed by a role.
    ///   - externalID: what the role's trust policy asks for, if it does.
    ///   - deadline: the moment by which the call must have ended.
    package func assumeRole(
        roleARN: String,
        sessionName: String,
        durationSeconds: Int? = nil,
        externalID: String? = nil,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> AssumedRole {
        let request = QueryRequest(
            "AssumeRole",
            of: .sts,
            idempotency: .idempotent,
            answerIsSecret: true
        ) { form in
            form.set("RoleArn", roleARN)
            form.set("RoleSessionName", sessionName)
            form.set("DurationSeconds", durationSeconds)
            form.set("ExternalId", externalID)
        }
        return try await caller.call(request, deadline: deadline) { root throws(XMLProblem) in
            try AssumedRole(root.requiredChild("AssumeRoleResult"))
        }
    }

    /// AssumeRoleWithWebIdentity: credentials for a role in exchange for a token of an identity provider. The call isn't
    /// signed.
    ///
    /// - Parameters:
    ///   - roleARN: the role.
    ///   - sessionName: names the session in logs.
    ///   - webIdentityToken: the token; a secret.
    ///   - durationSeconds: 900 to 43200; an hour when nil.
    ///   - deadline: the moment by which the call must have ended.
    package func assumeRoleWithWebIdentity(
        roleARN: String,
        sessionName: String,
        webIdentityToken: String,
        durationSeconds: Int? = nil,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> AssumedRole {
        let request = QueryRequest(
            "AssumeRoleWithWebIdentity",
            of: .sts,
            idempotency: .idempotent,
            signing: .anonymous,
            answerIsSecret: true,
            secrets: [webIdentityToken]
        ) { form in
            form.set("RoleArn", roleARN)
            form.set("RoleSessionName", sessionName)
            form.set("WebIdentityToken", webIdentityToken)
            form.set("DurationSeconds", durationSeconds)
        }
        return try await caller.call(request, deadline: deadline) { root throws(XMLProblem) in
            try AssumedRole(root.requiredChild("AssumeRoleWithWebIdentityResult"))
        }
    }
}

extension AssumedRole {
    init(_ result: XMLElement) throws(XMLProblem) {
        let keys = try result.requiredChild("Credentials")
        credentials = ResolvedCredentials(
            Credentials(
                accessKeyID: try keys.requiredToken("AccessKeyId"),
                secretAccessKey: try keys.requiredToken("SecretAccessKey"),
                sessionToken: try keys.requiredToken("SessionToken")
            ),
            expiration: try keys.timestamp("Expiration")
        )
        arn = result.child("AssumedRoleUser")?.token("Arn")
    }
}
