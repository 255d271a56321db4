package import CurlHTTP
package import Platform

extension AWSConfiguration {
    /// The credentials that the configuration leads to, kept and renewed before they expire. Nothing is read, sent or
    /// run before the first `resolve`.
    ///
    /// The order is botocore's: the environment, then the profile's role, a web identity, the profile's own keys or
    /// process, the container's endpoint, the instance's metadata. The environment is left out when the program
    /// itself names the profile; `AWS_PROFILE` doesn't do that.
    package func credentialsProvider(
        transport: HTTPTransport,
        time: TimeSource = .system
    ) -> any CredentialsProvider {
        fixedCredentials ?? RefreshingCredentials(providerChain(transport: transport, time: time), time: time)
    }

    /// The environment's credentials, when they win and never end, as in Lambda: asking for these costs nothing.
    private var fixedCredentials: StaticCredentials? {
        let provider = EnvironmentProvider(environment)
        guard !isProfileExplicit, let resolved = try? provider.credentials(), resolved.expiration == nil
        else {
            return nil
        }
        return StaticCredentials(resolved, name: provider.name)
    }

    func providerChain(transport: HTTPTransport, time: TimeSource) -> ProviderChain {
        let sessions = RoleSessions(configuration: self, transport: transport, time: time)
        let reader = SettingReader(environment: environment, profile: profile)
        let sources = AssumeRoleProvider.Sources(
            environment: EnvironmentProvider(environment),
            container: ContainerProvider(environment, transport: transport, time: time),
            instanceMetadata: InstanceMetadataProvider(reader, transport: transport, time: time)
        )
        let webIdentity = WebIdentityProvider(
            profile: profile,
            environment: isProfileExplicit ? nil : environment,
            sessions: sessions
        )
        return ProviderChain(
            (isProfileExplicit ? [] : [sources.environment]) + [
                AssumeRoleProvider(profile: profileName, sessions: sessions, sources: sources),
                webIdentity,
                ProfileProvider(profile: profileName, configuration: self),
                sources.container,
                sources.instanceMetadata,
            ]
        )
    }
}
