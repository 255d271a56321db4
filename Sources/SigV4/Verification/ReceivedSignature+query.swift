internal import HTTPTypes

extension ReceivedSignature {
    /// Reads the signature from the parameters of a presigned request.
    init(_ parameters: AuthorizationParameters) throws(VerificationError) {
        let algorithm = try parameters.value(AuthorizationParameter.algorithm, is: .algorithm)
        guard algorithm == signatureAlgorithm else { throw .unsupportedAlgorithm }
        try self.init(
            placement: .query,
            credential: Credential(parameters.value(AuthorizationParameter.credential, is: .credential)),
            signedHeaders: signedHeaderNames(
                parameters.value(AuthorizationParameter.signedHeaders, is: .signedHeaders)
            ),
            signature: signatureDigits(parameters.value(AuthorizationParameter.signature, is: .signature)),
            date: SignatureDate(parameters.value(AuthorizationParameter.date, is: .date)),
            expiresIn: expiry(parameters.value(AuthorizationParameter.expires, is: .expiry)),
            sessionToken: receivedSessionToken(
                parameters.single(AuthorizationParameter.securityToken, is: .sessionToken)
            )
        )
    }
}

private func expiry(_ text: String) throws(VerificationError) -> Duration {
    // Digits only: `Int64` would take `+60` too.
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw .malformed(.expiry)
    }
    guard let seconds = Int64(text), presignedSeconds.contains(seconds) else { throw .expiryOutOfRange }
    return .seconds(seconds)
}

/// A presigned request's own parameters, decoded.
struct AuthorizationParameters {
    private var values: [String: [String]] = [:]

    init(of request: HTTPRequest) {
        for parameter in QueryParameter.all(in: request.target.query) {
            guard let name = parameter.authorizationName else { continue }
            values[name, default: []].append(String(decoding: parameter.decodedValue, as: UTF8.self))
        }
    }

    /// Whether the request isn't presigned. A session token alone doesn't make it so: it may come in the query
    /// of a request that is signed in the header.
    var isEmpty: Bool { values.keys.allSatisfy { $0 == AuthorizationParameter.securityToken } }

    func single(_ name: String, is part: VerificationError.Part) throws(VerificationError) -> String? {
        guard let values = values[name] else { return nil }
        guard values.count == 1 else { throw .repeated(part) }
        return values.first
    }

    func value(_ name: String, is part: VerificationError.Part) throws(VerificationError) -> String {
        guard let value = try single(name, is: part) else { throw .absent(part) }
        return value
    }
}

extension QueryParameter {
    /// Which of the signature's parameters this is, nil if none.
    var authorizationName: String? {
        let name = decodedName
        return AuthorizationParameter.all.first { name.elementsEqual($0.utf8) }
    }
}
