internal import HTTPTypes

extension ReceivedSignature {
    /// Reads the signature from `Authorization`, `X-Amz-Date` and `X-Amz-Security-Token`.
    init(headersOf request: HTTPRequest) throws(VerificationError) {
        guard let header = try request.headerFields.single(.authorization, is: .authorization) else {
            throw .missing
        }
        let authorization = try Authorization(header)
        let token = try request.headerFields.single(.amzSecurityToken, is: .sessionToken)
        try self.init(
            placement: .header,
            credential: Credential(authorization.credential),
            signedHeaders: signedHeaderNames(authorization.signedHeaders),
            signature: signatureDigits(authorization.signature),
            date: request.headerFields.signatureDate(),
            expiresIn: nil,
            sessionToken: receivedSessionToken(token)
        )
    }
}

/// `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, the three in any order.
private struct Authorization {
    let credential: String
    let signedHeaders: String
    let signature: String

    init(_ header: String) throws(VerificationError) {
        let words = header.split(on: " ", maxSplits: 1)
        guard let algorithm = words.first else { throw .malformed(.authorization) }
        guard algorithm == signatureAlgorithm else { throw .unsupportedAlgorithm }

        var fields: [Substring: String] = [:]
        for field in (words.count > 1 ? words[1] : "").split(on: ",", omittingEmptySubsequences: false) {
            let parts = field.trimmingSpaces().split(on: "=", maxSplits: 1)
            guard parts.count == 2 else { throw .malformed(.authorization) }
            guard fields.updateValue(String(parts[1]), forKey: parts[0]) == nil else {
                throw .repeated(.authorization)
            }
        }
        credential = try fields.take("Credential", or: .credential)
        signedHeaders = try fields.take("SignedHeaders", or: .signedHeaders)
        signature = try fields.take("Signature", or: .signature)
        guard fields.isEmpty else { throw .malformed(.authorization) }
    }
}

extension [Substring: String] {
    fileprivate mutating func take(
        _ name: Substring,
        or part: VerificationError.Part
    ) throws(VerificationError) -> String {
        guard let value = removeValue(forKey: name) else { throw .absent(part) }
        return value
    }
}

extension HTTPFields {
    /// The header's value with no white space around it, nil if there is no such header.
    ///
    /// - Throws: `VerificationError.repeated` if there are two, since the other side may have looked at the other.
    func single(
        _ name: HTTPField.Name,
        is part: VerificationError.Part
    ) throws(VerificationError) -> String? {
        let values = self[values: name]
        guard values.count <= 1 else { throw .repeated(part) }
        return values.first.map { String($0[...].trimmingSpaces()) }
    }

    fileprivate func signatureDate() throws(VerificationError) -> SignatureDate {
        if let date = try single(.amzDate, is: .date) { return try SignatureDate(date) }
        if let date = try single(.date, is: .date) { return try SignatureDate(dateHeader: date) }
        throw .absent(.date)
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        let bytes = utf8.drop(while: \.isBlank)
        guard let last = bytes.lastIndex(where: { !$0.isBlank }) else { return "" }
        return Substring(bytes[...last])
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
