/// What services want done differently when requests to them are signed.
public struct SigningOptions: Sendable, Hashable {
    /// Whether `.`, `..` and empty segments are taken out of the canonical path.
    public var normalizesPath = true
    /// Whether the path, which is percent-encoded already, is encoded once more in the canonical request.
    public var encodesPathTwice = true
    /// Whether the payload's hash is also sent, in `X-Amz-Content-Sha256`. Not when presigning.
    public var sendsContentSHA256 = false
    /// Whether the session token is part of what is signed. AWS IoT wants it added to a presigned request afterwards.
    public var signsSessionToken = true

    /// What almost all services want.
    public init() {}

    /// What Amazon S3 wants: in a key `a//../b` is a name like any other.
    public static let s3: SigningOptions = {
        var options = SigningOptions()
        options.normalizesPath = false
        options.encodesPathTwice = false
        options.sendsContentSHA256 = true
        return options
    }()

    /// What the service of that signing name wants.
    public static func standard(for service: String) -> SigningOptions {
        switch service {
        case "s3", "s3express", "s3-outposts", "s3-object-lambda": .s3
        default: SigningOptions()
        }
    }
}
