internal import Platform

/// The shared `config` and `credentials` files, read once.
struct SharedFiles: Sendable {
    /// The largest file that is read, in bytes.
    static let sizeLimit = 1_024 * 1_024

    /// The sections of the config file that are profiles, by the profile's name.
    private let configProfiles: [String: ConfigSection]
    /// The sections of the credentials file: every one is a profile.
    private let credentialsProfiles: [String: ConfigSection]
    /// The `[services name]` sections, by name.
    private let servicesSections: [String: ConfigSection]
    /// For messages: the files that were looked at, and why one could not be read.
    let lookedAt: String

    /// What these files say together. A file that can't be read counts as empty, and `lookedAt` tells why.
    init(config: SharedConfigFile?, credentials: SharedConfigFile?, lookedAt: String) {
        let sections = config?.sections ?? [:]
        configProfiles = Self.named("profile", in: sections)
            .merging(sections.filter { $0.key == "default" }) { explicit, _ in explicit }
        servicesSections = Self.named("services", in: sections)
        credentialsProfiles = credentials?.sections ?? [:]
        self.lookedAt = lookedAt
    }

    /// Reads the files that the environment names, or those in `~/.aws`.
    ///
    /// - Throws: `ConfigurationError` when a file isn't of the shared files' format.
    init(environment: Environment) throws(ConfigurationError) {
        let config = try Self.read("AWS_CONFIG_FILE", "~/.aws/config", environment)
        let credentials = try Self.read("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials", environment)
        self.init(
            config: config.file,
            credentials: credentials.file,
            lookedAt: "\(config.note) and \(credentials.note)"
        )
    }

    /// The profile of that name, from both files; nil when neither has it.
    func profile(_ name: String) -> Profile? {
        let config = configProfiles[name]
        let credentials = credentialsProfiles[name]
        guard config != nil || credentials != nil else { return nil }
        return Profile(
            name: name,
            config: config ?? ConfigSection(),
            credentials: credentials ?? ConfigSection()
        )
    }

    /// The `[services name]` section.
    func services(_ name: String) -> ConfigSection? {
        servicesSections[name]
    }

    /// The sections whose header is that keyword and a name, which may be in quotes.
    private static func named(
        _ keyword: String,
        in sections: [String: ConfigSection]
    ) -> [String: ConfigSection] {
        var result: [String: ConfigSection] = [:]
        // In an order of its own, so that a name written in two ways gives the same profile in every run.
        for (header, section) in sections.sorted(by: { $0.key < $1.key }) {
            guard let words = shellWords(header), words.count == 2, words[0] == keyword else { continue }
            result[words[1], default: ConfigSection()].merge(section)
        }
        return result
    }

    private static func read(
        _ variable: String,
        _ standardPath: String,
        _ environment: Environment
    ) throws(ConfigurationError) -> (file: SharedConfigFile?, note: String) {
        let named = environment[variable]
        guard let path = expandingTilde(named ?? standardPath, environment) else {
            return (nil, "\(named ?? standardPath) (HOME is not set)")
        }
        let content: [UInt8]
        do {
            content = try readFile(path, limit: sizeLimit)
        } catch {
            return (nil, "\(path) (\(error.reason))")
        }
        return (try SharedConfigFile(parsing: content, path: path), path)
    }
}

/// The path with a leading `~` replaced by `HOME`; nil when there is no `HOME` for it.
func expandingTilde(_ path: String, _ environment: Environment) -> String? {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return environment["HOME"].map { $0 + path.dropFirst() }
}
