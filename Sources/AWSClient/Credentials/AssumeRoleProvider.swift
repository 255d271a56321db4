/// Takes the role that a profile names with `role_arn`, starting from the credentials of its `source_profile`, which may
/// itself take a role, or of its `credential_source`.
struct AssumeRoleProvider: CredentialsProvider {
    /// The providers that a `credential_source` may name.
    struct Sources: Sendable {
        let environment: any CredentialsProvider
        let container: any CredentialsProvider
        let instanceMetadata: any CredentialsProvider
    }

    private static let durations = 900...43_200

    let name: String
    private let profileName: String
    private let sessions: RoleSessions
    private let sources: Sources
    /// The profiles whose role is being taken with what this one gives, this one included.
    private let path: [String]

    /// A provider for that profile, which need not exist.
    init(profile: String, sessions: RoleSessions, sources: Sources, path: [String] = []) {
        name = "role of profile \(quoted(profile))"
        profileName = profile
        self.sessions = sessions
        self.sources = sources
        self.path = path + [profile]
    }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        guard let profile = sessions.configuration.files.profile(profileName),
            let roleARN = profile[ProfileKey.roleARN], profile[ProfileKey.webIdentityTokenFile] == nil
        else { throw .notConfigured(name, "no \(ProfileKey.roleARN) is configured") }
        do throws(CredentialProblem) {
            try refuseMFA(profile)
            let role = try role(roleARN, of: profile)
            let source = try await sourceCredentials(of: profile)
            return try await sessions.assume(role, from: source)
        } catch {
            throw .failed(name, error)
        }
    }

    private func refuseMFA(_ profile: Profile) throws(CredentialProblem) {
        guard profile[ProfileKey.mfaSerial] == nil else {
            throw CredentialProblem(
                "it asks for a code of a multi-factor device (\(ProfileKey.mfaSerial)), and nobody is there to"
                    + " type one; get a session elsewhere and export its credentials:"
                    + " aws configure export-credentials --profile \(profileName) --format env"
            )
        }
    }

    private func role(_ arn: String, of profile: Profile) throws(CredentialProblem) -> RoleSessions.Role {
        var role = RoleSessions.Role(arn: arn, sessionName: profile[ProfileKey.roleSessionName])
        role.externalID = profile[ProfileKey.externalID]
        if let text = profile[ProfileKey.durationSeconds] {
            guard let seconds = Int(text), Self.durations.contains(seconds) else {
                throw CredentialProblem(
                    "\(ProfileKey.durationSeconds) is \(quoted(text)), and not a number from"
                        + " \(Self.durations.lowerBound) to \(Self.durations.upperBound)"
                )
            }
            role.durationSeconds = seconds
        }
        return role
    }

    private func sourceCredentials(of profile: Profile) async throws(CredentialProblem) -> ResolvedCredentials
    {
        let provider = try sourceProvider(of: profile)
        do throws(CredentialsError) {
            return try await provider.resolve()
        } catch {
            throw CredentialProblem("its source has no credentials (\(error.reasons))")
        }
    }

    private func sourceProvider(of profile: Profile) throws(CredentialProblem) -> any CredentialsProvider {
        switch (profile[ProfileKey.sourceProfile], profile[ProfileKey.credentialSource]) {
        case (let source?, nil): return try provider(ofProfile: source)
        case (nil, let source?): return try provider(named: source)
        case (nil, nil):
            throw CredentialProblem(
                "it has neither \(ProfileKey.sourceProfile) nor \(ProfileKey.credentialSource), and needs one"
            )
        case (_?, _?):
            throw CredentialProblem(
                "it has both \(ProfileKey.sourceProfile) and \(ProfileKey.credentialSource), and may have one"
            )
        }
    }

    private func provider(named source: String) throws(CredentialProblem) -> any CredentialsProvider {
        switch source.lowercased() {
        case "environment": return sources.environment
        case "ecscontainer": return sources.container
        case "ec2instancemetadata": return sources.instanceMetadata
        default:
            throw CredentialProblem(
                "\(ProfileKey.credentialSource) is \(quoted(source)), and not one of Environment, EcsContainer,"
                    + " Ec2InstanceMetadata"
            )
        }
    }

    /// A profile that has keys gives these, even if it names a role too: so a profile can be its own source.
    private func provider(ofProfile source: String) throws(CredentialProblem) -> any CredentialsProvider {
        guard let profile = sessions.configuration.files.profile(source) else {
            throw CredentialProblem(
                "its \(ProfileKey.sourceProfile) \(quoted(source)) isn't in \(sessions.configuration.files.lookedAt)"
            )
        }
        if profile[ProfileKey.roleARN] == nil || profile.hasStaticKeys
            || profile[ProfileKey.webIdentityTokenFile] != nil
        {
            let webIdentity = WebIdentityProvider(profile: profile, environment: nil, sessions: sessions)
            let keys = ProfileProvider(profile: source, configuration: sessions.configuration)
            return ProviderChain([webIdentity, keys])
        }
        guard !path.contains(source) else {
            throw CredentialProblem(
                "its \(ProfileKey.sourceProfile) leads back to itself:"
                    + " \((path + [source]).map { quoted($0) }.joined(separator: " → "))"
            )
        }
        return AssumeRoleProvider(profile: source, sessions: sessions, sources: sources, path: path)
    }
}
