public import HTTPTypes

extension ReceivedSignature {
    /// The canonical request that the service makes of what it received. AWS puts it into its answer when the
    /// signature is wrong; it may contain the session token, so it is for the caller only, and for no log.
    public func canonicalRequest(
        of request: HTTPRequest,
        payload: Payload
    ) throws(VerificationError) -> CanonicalRequest {
        try canonicalRequest(of: request, payloadHash: payload.hashSigned(in: request))
    }

    /// The string to sign that the service makes of what it received.
    public func stringToSign(
        of request: HTTPRequest,
        payload: Payload
    ) throws(VerificationError) -> StringToSign {
        try StringToSign(canonicalRequest(of: request, payload: payload), date: date, scope: scope)
    }

    func canonicalRequest(of request: HTTPRequest, payloadHash: String) -> CanonicalRequest {
        let target = request.target
        var parameters = QueryParameter.all(in: target.query)
        if placement == .query {
            parameters.removeAll { $0.authorizationName == AuthorizationParameter.signature }
        }
        return CanonicalRequest(
            method: request.method,
            path: target.path,
            headers: CanonicalHeaders(named: signedHeaders, in: request),
            query: CanonicalQuery(parameters),
            payloadHash: payloadHash,
            options: .standard(for: scope.service)
        )
    }

    /// Whether the headers that must be signed are, and those that are said to be signed are there.
    func checkHeaders(of request: HTTPRequest) throws(VerificationError) {
        let signed = Set(signedHeaders)
        var unsigned = Set(request.headerFields.map(\.name.canonicalName).filter { $0.hasPrefix("x-amz-") })
        unsigned.insert("host")
        // A date that isn't signed would let anybody send the request again later.
        if placement == .header, !request.headerFields.contains(.amzDate) { unsigned.insert("date") }
        unsigned.subtract(signed)
        guard unsigned.isEmpty else { throw .unsignedHeaders(unsigned.sorted()) }

        var sent = Set(request.headerFields.map(\.name.canonicalName))
        if request.authority != nil { sent.insert("host") }
        let absent = signed.subtracting(sent)
        guard absent.isEmpty else { throw .absentSignedHeaders(absent.sorted()) }
    }
}

extension Payload {
    /// The payload hash that the request was signed with: that of `X-Amz-Content-Sha256`, which most clients don't
    /// send, or that of the body.
    func hashSigned(in request: HTTPRequest) throws(VerificationError) -> String {
        guard let header = try request.headerFields.single(.amzContentSHA256, is: .payloadHash) else {
            return hash
        }
        // Not a hash but a constant: the body isn't signed, or signed chunk by chunk.
        if header == unsignedPayload || header.hasPrefix("STREAMING-") { return header }
        guard SHA256Digest(hex: header) != nil else { throw .malformed(.payloadHash) }
        guard self == .unsigned || header == hash else { throw .payloadDiffers }
        return header
    }
}
