/// Takes the credentials that a profile has of its own: keys in the credentials file, or else what its
/// `credential_process` prints, or else keys in the config file.
struct ProfileProvider: CredentialsProvider {
    /// Settings that only sign in through a browser, which is for people and their tools.
    private static let singleSignOn = ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"]
    private static let login = ["login_session"]

    let name: String
    private let profileName: String
    private let configuration: AWSConfiguration

    /// A provider for that profile, which need not exist.
    init(profile: String, configuration: AWSConfiguration) {
        name = "profile \(quoted(profile))"
        profileName = profile
        self.configuration = configuration
    }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        guard let profile = configuration.files.profile(profileName) else {
            throw .notConfigured(name, "it isn't in \(configuration.files.lookedAt)")
        }
        do throws(CredentialProblem) {
            try refuse(Self.singleSignOn, in: profile)
            if let keys = try keys(in: profile.credentials) { return keys }
            try refuse(Self.login, in: profile)
            if let command = profile[ProfileKey.credentialProcess] {
                return try await CredentialProcess(command, environment: configuration.environment)
                    .credentials()
            }
            if let keys = try keys(in: profile.config) { return keys }
        } catch {
            throw .failed(name, error)
        }
        throw .notConfigured(
            name,
            "it has neither \(ProfileKey.accessKeyID) nor \(ProfileKey.credentialProcess) nor \(ProfileKey.roleARN)"
        )
    }

    private func keys(in section: ConfigSection) throws(CredentialProblem) -> ResolvedCredentials? {
        let names = CredentialParts.Names.profile
        let parts = CredentialParts(
            names: names,
            accessKeyID: section[names.accessKeyID],
            secretAccessKey: section[names.secretAccessKey],
            sessionToken: section[names.sessionToken]
        )
        return parts.isEmpty ? nil : ResolvedCredentials(try parts.credentials())
    }

    private func refuse(_ settings: [String], in profile: Profile) throws(CredentialProblem) {
        guard let setting = settings.first(where: { profile[$0] != nil }) else { return }
        let export = "aws configure export-credentials --profile \(profileName) --format"
        throw CredentialProblem(
            "it signs in through a browser (\(setting)), which this program can't; run"
                + " eval \"$(\(export) env)\", or use a profile with credential_process = \(export) process"
        )
    }
}
