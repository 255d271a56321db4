public import HTTPTypes
public import Platform

extension Signer {
    /// As `sign`, with the steps on the way, so that a difference can be traced to the first step that differs.
    public func signShowingSteps(
        _ request: HTTPRequest,
        payload: Payload,
        credentials: Credentials,
        at time: Timestamp
    ) throws(SigningError) -> SignedRequest {
        let seal = try Seal(signer: self, credentials: credentials, time: time)
        var request = try addressed(request)
        seal.addHeaders(to: &request, payload: payload)

        let target = request.target
        let headers = CanonicalHeaders(
            signing: request,
            except: options.signsSessionToken ? nil : .amzSecurityToken
        )
        var signed = steps(
            signing: request,
            path: target.path,
            query: target.query,
            headers: headers,
            payload: payload,
            seal: seal
        )
        let authorization = seal.authorization(
            signedHeaders: headers.signedHeaders,
            signature: signed.signature
        )
        signed.request.headerFields.append(authorization)
        return signed
    }

    /// As `presign`, with the steps on the way, so that a difference can be traced to the first step that differs.
    public func presignShowingSteps(
        _ request: HTTPRequest,
        payload: Payload = .empty,
        credentials: Credentials,
        at time: Timestamp,
        expiresIn: Duration
    ) throws(SigningError) -> SignedRequest {
        let seconds = expiresIn.components.seconds
        guard presignedSeconds.contains(seconds) else { throw .expiryOutOfRange(expiresIn) }
        let seal = try Seal(signer: self, credentials: credentials, time: time)
        var request = try addressed(request)
        seal.removeHeaders(from: &request)

        let target = request.target
        let headers = CanonicalHeaders(signing: request)
        var query = PresignedQuery(replacing: target.query)
        seal.addParameters(to: &query, expiresInSeconds: seconds, signedHeaders: headers.signedHeaders)
        var signed = steps(
            signing: request,
            path: target.path,
            query: query.bytes[...],
            headers: headers,
            payload: payload,
            seal: seal
        )
        seal.finish(&query, signature: signed.signature)
        let bytes = target.path + [UInt8(ascii: "?")] + query.bytes
        signed.request.path = String(decoding: bytes, as: UTF8.self)
        return signed
    }

    private func steps(
        signing request: HTTPRequest,
        path: ArraySlice<UInt8>,
        query: ArraySlice<UInt8>,
        headers: CanonicalHeaders,
        payload: Payload,
        seal: Seal
    ) -> SignedRequest {
        let canonicalRequest = CanonicalRequest(
            method: request.method,
            path: path,
            headers: headers,
            query: CanonicalQuery(query),
            payloadHash: payload.hash(toSignIn: request),
            options: options
        )
        let stringToSign = StringToSign(canonicalRequest, date: seal.date, scope: seal.scope)
        let key = keyCache.signingKey(
            secretAccessKey: seal.credentials.secretAccessKey,
            scope: seal.scope
        )
        return SignedRequest(
            request: request,
            canonicalRequest: canonicalRequest,
            stringToSign: stringToSign,
            credentialScope: seal.scope,
            signature: key.signature(of: stringToSign)
        )
    }

    /// The request with the host that it will be signed for as its authority.
    private func addressed(_ request: HTTPRequest) throws(SigningError) -> HTTPRequest {
        if request.headerFields.contains(.hostHeader) { return request }
        guard let authority = request.authority,
            let host = canonicalHost(ofAuthority: authority, scheme: request.scheme)
        else { throw .missingHost }
        var request = request
        if host != authority { request.authority = host }
        return request
    }
}
