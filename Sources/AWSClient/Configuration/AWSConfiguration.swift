package import Platform

/// What the environment and the shared files say about how to call AWS: resolved once, at start, and checked whole.
package struct AWSConfiguration: Sendable {
    /// The retry modes that the AWS SDKs have. This client retries in the standard mode whichever is named; the
    /// others are accepted because a shared file may name them for other tools.
    package enum RetryMode: String, Sendable, CaseIterable {
        case standard
        case adaptive
        case legacy
    }

    /// The profile that settings were taken from.
    package let profileName: String
    /// The region; nil when none is configured, which becomes an error when an endpoint is asked for.
    package var region: String? { checkedRegion?.name }
    /// The retry mode.
    package let retryMode: RetryMode
    /// How often a call is attempted at most, the first attempt included; nil leaves it to the retry mode.
    package let maxAttempts: Int?
    /// Whether to call hosts that use FIPS 140 validated cryptography.
    package let usesFIPS: Bool
    /// Whether to call hosts that answer over IPv6, too.
    package let usesDualStack: Bool
    /// The file of certificates to trust that `AWS_CA_BUNDLE` or the profile's `ca_bundle` names.
    package let caBundle: String?
    /// Whether custom endpoints in the environment and the files are ignored.
    package let ignoresConfiguredEndpointURLs: Bool

    let checkedRegion: Region?
    let environment: Environment
    let files: SharedFiles
    let profile: Profile?
    /// Whether the profile was named by the program, and not by the environment.
    let isProfileExplicit: Bool

    /// Reads the configuration from the environment and from the shared files that it points to: `AWS_CONFIG_FILE`
    /// and `AWS_SHARED_CREDENTIALS_FILE`, or those in `~/.aws`. Without `HOME` and these no file is looked for.
    ///
    /// - Parameters:
    ///   - environment: The process's environment.
    ///   - profile: A profile named by the program itself, say by a command-line option. It goes before
    ///     `AWS_PROFILE`, and unlike that it makes the credentials in the environment count for nothing.
    /// - Throws: `ConfigurationError` naming the variable or setting, its value, and what is accepted.
    package static func resolve(
        environment: Environment,
        profile: String? = nil
    ) throws(ConfigurationError) -> AWSConfiguration {
        try AWSConfiguration(
            environment: environment,
            explicitProfile: profile,
            files: SharedFiles(environment: environment)
        )
    }

    init(
        environment: Environment,
        explicitProfile: String?,
        files: SharedFiles
    ) throws(ConfigurationError) {
        let named = Self.namedProfile(environment, explicitProfile)
        let profile = files.profile(named?.value ?? "default")
        if profile == nil, let named {
            throw ConfigurationError(
                named.origin,
                "there is no profile \(quoted(named.value)) in \(files.lookedAt)"
            )
        }
        let reader = SettingReader(environment: environment, profile: profile)
        checkedRegion = try Self.region(reader)
        retryMode = try Self.retryMode(reader)
        maxAttempts = try reader.integer("AWS_MAX_ATTEMPTS", profile: "max_attempts", in: 1...100)
        usesFIPS = try reader.flag("AWS_USE_FIPS_ENDPOINT", profile: "use_fips_endpoint") ?? false
        usesDualStack =
            try reader.flag("AWS_USE_DUALSTACK_ENDPOINT", profile: "use_dualstack_endpoint") ?? false
        ignoresConfiguredEndpointURLs =
            try reader.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", profile: "ignore_configured_endpoint_urls")
            ?? false
        caBundle = reader.setting(["AWS_CA_BUNDLE"], profile: "ca_bundle")?.value
        profileName = named?.value ?? "default"
        isProfileExplicit = explicitProfile != nil
        self.environment = environment
        self.files = files
        self.profile = profile
    }

    /// The profile that somebody asked for by name.
    private static func namedProfile(_ environment: Environment, _ explicit: String?) -> Setting? {
        if let explicit { return Setting(value: explicit, origin: "profile") }
        return SettingReader(environment: environment, profile: nil)
            .setting(["AWS_PROFILE", "AWS_DEFAULT_PROFILE"], profile: nil)
    }

    private static func region(_ reader: SettingReader) throws(ConfigurationError) -> Region? {
        guard let setting = reader.setting(["AWS_REGION", "AWS_DEFAULT_REGION"], profile: "region") else {
            return nil
        }
        return try Region(setting)
    }

    private static func retryMode(_ reader: SettingReader) throws(ConfigurationError) -> RetryMode {
        guard let setting = reader.setting(["AWS_RETRY_MODE"], profile: "retry_mode") else {
            return .standard
        }
        guard let mode = RetryMode(rawValue: setting.value.lowercased()) else {
            let accepted = RetryMode.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(setting, accepted: "say one of \(accepted)")
        }
        return mode
    }
}
