internal import Platform

/// The day, region and service that a signing key is good for.
public struct CredentialScope: Sendable, Hashable, CustomStringConvertible {
    /// The day in UTC, `20260115`.
    public let date: String
    /// The region, `eu-west-1`.
    public let region: String
    /// The service's signing name, `ec2`.
    public let service: String
    /// `20260115/eu-west-1/ec2/aws4_request`
    public let description: String

    init(date: String, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
        description = joined(date, "/", region, "/", service, "/", scopeTerminator)
    }
}

extension String {
    /// Whether the text can be one of a credential's parts: it is not empty and has no slash, which separates them,
    /// and no comma or white space, which end the credential.
    var isScopeComponent: Bool {
        isVisibleASCII && utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
    }

    /// Whether there is text, all of it ASCII that leaves ink.
    var isVisibleASCII: Bool {
        guard let (least, greatest) = utf8.span.extremes else { return false }
        return least >= 0x21 && greatest <= 0x7E
    }
}
