internal import Platform

/// Takes a role in exchange for an identity provider's token in a file, as in Kubernetes. The file is read again at
/// each refresh, because the token in it is replaced before it expires.
struct WebIdentityProvider: CredentialsProvider {
    private static let tokenFile = (
        variable: "AWS_WEB_IDENTITY_TOKEN_FILE", key: ProfileKey.webIdentityTokenFile
    )
    private static let roleARN = (variable: "AWS_ROLE_ARN", key: ProfileKey.roleARN)
    private static let sessionName = (variable: "AWS_ROLE_SESSION_NAME", key: ProfileKey.roleSessionName)
    /// STS takes no longer token than 20,000 bytes.
    private static let sizeLimit = 65_536

    let name = "web identity"
    private let reader: SettingReader
    private let sessions: RoleSessions

    /// A provider that looks into the environment, unless that is nil, and then into the profile.
    init(profile: Profile?, environment: Environment?, sessions: RoleSessions) {
        reader = SettingReader(environment: environment ?? [:], profile: profile)
        self.sessions = sessions
    }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        guard let path = setting(Self.tokenFile) else {
            throw .notConfigured(name, "\(Self.tokenFile.variable) is not set")
        }
        guard let roleARN = setting(Self.roleARN) else {
            throw .failed(name, "there is a token file, but neither \(Self.roleARN.variable) nor a role_arn")
        }
        do throws(CredentialProblem) {
            let role = RoleSessions.Role(arn: roleARN.value, sessionName: setting(Self.sessionName)?.value)
            return try await sessions.assume(role, webIdentityToken: try token(in: path))
        } catch {
            throw .failed(name, error)
        }
    }

    private func setting(_ names: (variable: String, key: String)) -> Setting? {
        reader.setting([names.variable], profile: names.key)
    }

    private func token(in path: Setting) throws(CredentialProblem) -> String {
        do throws(FileError) {
            let content = try readFile(path.value, limit: Self.sizeLimit)
            let token = String(trimmed(String(decoding: content, as: UTF8.self)[...]))
            if !token.isEmpty { return token }
        } catch {
            throw CredentialProblem("\(path.origin): \(error)")
        }
        throw CredentialProblem("\(path.origin): the file \(path.value) is empty")
    }
}
