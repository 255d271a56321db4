internal import HTTPTypes
internal import SigV4

/// The head of a request, read: whose it is said to be, and which service it is for. All services share one
/// port, so the host says nothing of that.
struct Intake: Sendable {
    /// The signature, read but not yet verified, or why it can't be read.
    let signature: Result<ReceivedSignature, VerificationError>
    /// The name of the service in the credential scope, nil for a request without one.
    let signingName: String?
    private let target: String?
    private let path: Substring

    init(_ head: HTTPRequest) {
        path = (head.path ?? "/").prefix { $0 != "?" }
        target = Self.target(of: head, path)
        do throws(VerificationError) {
            let received = try ReceivedSignature(of: head)
            signature = .success(received)
            signingName = received.scope.service
        } catch {
            signature = .failure(error)
            signingName = Self.signingName(of: head)
        }
    }

    /// The service: by the credential scope of the signature, or, for a request that lacks one, by its target, its path
    /// or the version in its form. Nil for a service that isn't emulated.
    func service(in services: ServiceDirectory, form: [UInt8] = []) -> Service? {
        if let signingName { return services.service(signedFor: signingName) }
        if let target { return services.service(target: target) }
        if let service = services.service(path: path) { return service }
        guard let pairs = try? QueryDecoder.pairs(in: form) else { return nil }
        return pairs.first { $0.name == "Version" }.flatMap { services.service(version: $0.value) }
    }

    /// What precedes the action in `X-Amz-Target`, or the service in a CBOR call's path.
    private static func target(of head: HTTPRequest, _ path: Substring) -> String? {
        if let target = head.headerFields[.amzTarget] { return String(target.prefix { $0 != "." }) }
        let segments = path.split(separator: "/")
        return segments.count == 4 && segments[0] == "service" ? String(segments[1]) : nil
    }

    /// The service of a signature that can't be read as a whole: `ec2` of
    /// `…Credential=AKIDEXAMPLE/20260115/eu-west-1/ec2/aws4_request…`.
    private static func signingName(of head: HTTPRequest) -> String? {
        let text = head.headerFields[.authorization] ?? head.path ?? ""
        guard let start = text.firstRange(of: "Credential=")?.upperBound else { return nil }
        let credential = text[start...].prefix { !", &".contains($0) }.replacing("%2F", with: "/")
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 5 ? String(parts[parts.count - 2]) : nil
    }
}
