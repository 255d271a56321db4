/// What the shared files say of one profile. A profile inherits nothing from another, `default` included.
struct Profile: Sendable, Equatable {
    /// Its name.
    let name: String
    /// Its section of the config file.
    let config: ConfigSection
    /// Its section of the credentials file.
    let credentials: ConfigSection

    /// The setting's value; the credentials file's, when both files have one.
    subscript(name: String) -> String? { credentials[name] ?? config[name] }

    /// Whether either file has a key of its own for it.
    var hasStaticKeys: Bool {
        self[ProfileKey.accessKeyID] != nil || self[ProfileKey.secretAccessKey] != nil
    }
}

/// The names of settings that profiles have for credentials.
enum ProfileKey {
    static let accessKeyID = "aws_access_key_id"
    static let secretAccessKey = "aws_secret_access_key"
    static let sessionToken = "aws_session_token"
    static let roleARN = "role_arn"
    static let sourceProfile = "source_profile"
    static let credentialSource = "credential_source"
    static let externalID = "external_id"
    static let roleSessionName = "role_session_name"
    static let durationSeconds = "duration_seconds"
    static let mfaSerial = "mfa_serial"
    static let webIdentityTokenFile = "web_identity_token_file"
    static let credentialProcess = "credential_process"
}
