internal import HTTPTypes

/// What a request is signed with: long-term keys of a user, or temporary ones of a session.
public struct Credentials: Sendable, Hashable {
    /// Identifies the key; not a secret.
    public let accessKeyID: String
    /// The secret from which signing keys are derived.
    public let secretAccessKey: String
    /// Goes with temporary credentials, in `X-Amz-Security-Token`.
    public let sessionToken: String?
    /// The token as it is sent, made once: it is long, and a field's text is looked at byte by byte.
    let sessionTokenField: HTTPField?

    /// Credentials of these parts; an empty session token counts as none.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken.flatMap { $0.isEmpty ? nil : $0 }
        sessionTokenField = self.sessionToken.map { HTTPField(name: .amzSecurityToken, value: $0) }
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key's identifier, and of the secrets only whether there are any.
    public var description: String {
        "Credentials(\(accessKeyID), secret hidden\(sessionToken == nil ? "" : ", with session token"))"
    }

    /// The same as `description`: no way of printing shows a secret.
    public var debugDescription: String { description }

    /// Nothing to reflect on, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
