internal import CurlHTTP
internal import Platform

/// Asks STS for sessions of roles, with the endpoint, region and retries of the configuration. The profile in use says
/// where STS is; nothing of that is inherited from a `source_profile`.
struct RoleSessions: Sendable {
    /// What a role's session is like.
    struct Role: Sendable {
        let arn: String
        let sessionName: String?
        var externalID: String?
        var durationSeconds: Int?
    }

    let configuration: AWSConfiguration
    let transport: HTTPTransport
    let time: TimeSource

    /// A session of the role, signed for with the source's credentials.
    func assume(
        _ role: Role,
        from source: ResolvedCredentials
    ) async throws(CredentialProblem) -> ResolvedCredentials {
        let client = try client(StaticCredentials(source))
        do throws(AWSClientError) {
            return try await client.assumeRole(
                roleARN: role.arn,
                sessionName: role.sessionName ?? defaultSessionName,
                durationSeconds: role.durationSeconds,
                externalID: role.externalID
            ).credentials
        } catch {
            throw CredentialProblem(error.description)
        }
    }

    /// A session of the role in exchange for the identity provider's token.
    func assume(_ role: Role, webIdentityToken: String) async throws(CredentialProblem) -> ResolvedCredentials
    {
        let client = try client(nil)
        do throws(AWSClientError) {
            return try await client.assumeRoleWithWebIdentity(
                roleARN: role.arn,
                sessionName: role.sessionName ?? defaultSessionName,
                webIdentityToken: webIdentityToken
            ).credentials
        } catch {
            throw CredentialProblem(error.description)
        }
    }

    private func client(_ credentials: (any CredentialsProvider)?) throws(CredentialProblem) -> STSClient {
        do throws(ConfigurationError) {
            let caller = ServiceCaller(
                service: .sts,
                endpoint: try EndpointResolver(configuration).endpoint(for: .sts),
                credentials: credentials,
                transport: transport,
                settings: CallSettings(retryPolicy: configuration.retryPolicy, time: time)
            )
            return STSClient(caller)
        } catch {
            throw CredentialProblem("STS can't be called: \(error)")
        }
    }

    /// The session's name in CloudTrail when nobody has chosen one.
    private var defaultSessionName: String { "snap-and-tag-\(time.now().secondsSinceEpoch)" }
}
