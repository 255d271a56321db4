internal import HTTPTypes
internal import SigV4

/// What was secret in a request, and must not be shown should the answer quote it.
struct RequestSecrets: Sendable {
    private let credentials: Credentials?
    private let fields: HTTPFields
    private let others: [String]

    /// The secrets of a request of that head, which was signed with the credentials.
    init(_ credentials: Credentials?, head: HTTPRequest, others: [String]) {
        self.credentials = credentials
        fields = head.headerFields
        self.others = others
    }

    /// What takes them out of texts. Making it takes a while, and most answers are shown to nobody.
    var redaction: Redaction {
        let own = [credentials?.sessionToken, credentials?.secretAccessKey, signature]
        return Redaction(own.compactMap(\.self) + others)
    }

    /// What `Authorization` ends in; the rest of it is no secret.
    private var signature: String? {
        guard credentials != nil else { return nil }
        return fields[.authorization]?.split(separator: "=").last.map { String($0) }
    }
}
