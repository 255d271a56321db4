internal import HTTPTypes
internal import Platform

/// Who signs, when, and for what: the part of a signature that doesn't depend on the request.
struct Seal {
    let credentials: Credentials
    let scope: CredentialScope
    /// `20260115T120000Z`
    let date: String

    private let options: SigningOptions

    init(signer: Signer, credentials: Credentials, time: Timestamp) throws(SigningError) {
        // These stand in a header or a query between slashes and commas: one that can't would be refused by AWS
        // with no hint at the reason, which mostly is a line break pasted with it.
        guard credentials.accessKeyID.isScopeComponent else { throw .unusable(.accessKeyID) }
        guard !credentials.secretAccessKey.isEmpty else { throw .unusable(.secretAccessKey) }
        guard credentials.sessionToken?.isVisibleASCII ?? true else { throw .unusable(.sessionToken) }
        guard signer.region.isScopeComponent else { throw .unusable(.region) }
        guard signer.service.isScopeComponent else { throw .unusable(.service) }
        self.credentials = credentials
        date = time.iso8601Basic
        scope = CredentialScope(date: String(date.prefix(8)), region: signer.region, service: signer.service)
        options = signer.options
    }

    /// `AKIDEXAMPLE/20260115/eu-west-1/ec2/aws4_request`
    private var credential: String { joined(credentials.accessKeyID, "/", scope.description) }
}

extension Seal {
    /// Removes the headers of an earlier signature: with them there would be two, which AWS refuses.
    func removeHeaders(from request: inout HTTPRequest) {
        let names: [HTTPField.Name] = [.authorization, .amzDate, .amzSecurityToken]
        if request.headerFields.contains(where: { names.contains($0.name) }) {
            request.headerFields.removeAll { names.contains($0.name) }
        }
    }
}

/// The signature in the headers.
extension Seal {
    func addHeaders(to request: inout HTTPRequest, payload: Payload) {
        removeHeaders(from: &request)
        // botocore writes the date into a `Date` header if it finds one; AWS prefers `X-Amz-Date` to it, so here
        // there is always one, and a `Date` is signed as it stands.
        request.headerFields.append(HTTPField(name: .amzDate, value: date))
        if let token = credentials.sessionTokenField { request.headerFields.append(token) }
        if options.sendsContentSHA256 {
            request.headerFields[.amzContentSHA256] = payload.hash
        }
    }

    func authorization(signedHeaders: String, signature: String) -> HTTPField {
        let value = joined(
            signatureAlgorithm,
            " Credential=",
            credential,
            ", SignedHeaders=",
            signedHeaders,
            ", Signature=",
            signature
        )
        return HTTPField(name: .authorization, value: value)
    }
}

/// The signature in the query.
extension Seal {
    func addParameters(to query: inout PresignedQuery, expiresInSeconds: Int64, signedHeaders: String) {
        query.append(AuthorizationParameter.algorithm, signatureAlgorithm)
        query.append(AuthorizationParameter.credential, credential)
        query.append(AuthorizationParameter.date, date)
        query.append(AuthorizationParameter.expires, String(expiresInSeconds))
        query.append(AuthorizationParameter.signedHeaders, signedHeaders)
        if let token = credentials.sessionToken, options.signsSessionToken {
            query.append(AuthorizationParameter.securityToken, token)
        }
    }

    func finish(_ query: inout PresignedQuery, signature: String) {
        query.append(AuthorizationParameter.signature, signature)
        if let token = credentials.sessionToken, !options.signsSessionToken {
            query.append(AuthorizationParameter.securityToken, token)
        }
    }
}
