internal import HTTPTypes

/// Finds the service that a request is for. All share one port, so the host says nothing.
struct ServiceSelection: Sendable {
    let services: ServiceDirectory

    /// The service: by the credential scope of the signature, or, for a request that lacks one, by its target, or by the version in
    /// its form. Nil for a service that isn't emulated.
    func service(for request: ServiceRequest) -> Service? {
        if let name = Self.signingName(of: request) { return services.service(signedFor: name) }
        return Self.version(of: request).flatMap(services.service(version:))
    }

    /// The service by the header alone, before the body is there.
    func service(for head: HTTPRequest) -> Service? {
        service(for: ServiceRequest(head: head, body: []))
    }

    /// `ec2` of `…Credential=AKIDEXAMPLE/20260115/eu-west-1/ec2/aws4_request…`, in the header or in a presigned query.
    static func signingName(of request: ServiceRequest) -> String? {
        if let header = request.head.headerFields[.authorization] {
            guard let start = header.firstRange(of: "Credential=")?.upperBound else { return nil }
            return signingName(ofCredential: header[start...].prefix { $0 != "," && $0 != " " })
        }
        guard request.queryString.contains("X-Amz-Credential="),
            let pairs = try? QueryDecoder.pairs(in: request.queryString.utf8)
        else { return nil }
        return pairs.first { $0.name == "X-Amz-Credential" }.flatMap {
            signingName(ofCredential: $0.value[...])
        }
    }

    private static func signingName(ofCredential credential: Substring) -> String? {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 5 ? String(parts[parts.count - 2]) : nil
    }

    /// The `Version` of a query call.
    private static func version(of request: ServiceRequest) -> String? {
        let bytes = request.body.isEmpty ? Array(request.queryString.utf8) : request.body
        guard let pairs = try? QueryDecoder.pairs(in: bytes) else { return nil }
        return pairs.first { $0.name == "Version" }?.value
    }
}
