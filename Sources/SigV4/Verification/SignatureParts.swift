internal import Platform

/// The parts that a signature in a header and one in the query have in common, and how they are read.
struct Credential {
    let accessKeyID: String
    let scope: CredentialScope

    /// Reads `AKIDEXAMPLE/20260115/eu-west-1/ec2/aws4_request`.
    init(_ text: String) throws(VerificationError) {
        let parts = text.split(on: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts.allSatisfy(\.isScopeComponent) else { throw .malformed(.credential) }
        guard parts[1].utf8.count == 8, parts[4] == scopeTerminator,
            Timestamp(iso8601Basic: "\(parts[1])T000000Z") != nil
        else { throw .malformed(.credentialScope) }
        accessKeyID = parts[0]
        scope = CredentialScope(date: parts[1], region: parts[2], service: parts[3])
    }
}

/// When a request was signed.
struct SignatureDate {
    let time: Timestamp
    /// As it stands in the string to sign.
    let text: String

    /// Reads `20260115T120000Z`.
    init(_ text: String) throws(VerificationError) {
        guard let time = Timestamp(iso8601Basic: text) else { throw .malformed(.date) }
        self.time = time
        self.text = text
    }

    /// Reads the `Date` header, which counts if there is no `X-Amz-Date`: HTTP's form, also with the `-0000` that
    /// botocore writes instead of `GMT`, or the form of `X-Amz-Date`.
    init(dateHeader text: String) throws(VerificationError) {
        let httpDate = text.hasSuffix("-0000") ? text.dropLast(5) + "GMT" : text[...]
        guard let time = Timestamp(httpDate: httpDate) ?? Timestamp(iso8601Basic: text) else {
            throw .malformed(.date)
        }
        self.time = time
        self.text = time.iso8601Basic
    }
}

/// Reads `content-type;host;x-amz-date`. The names have to be in lower case and sorted, and none may come twice.
func signedHeaderNames(_ text: String) throws(VerificationError) -> [String] {
    let names = text.split(on: ";", omittingEmptySubsequences: false).map(String.init)
    for name in names where !name.isVisibleASCII || name.utf8.contains(where: \.isUpperCase) {
        throw .malformed(.signedHeaders)
    }
    for (one, next) in zip(names, names.dropFirst()) where one >= next {
        throw .malformed(.signedHeaders)
    }
    return names
}

/// Reads 64 lower-case hexadecimal digits.
func signatureDigits(_ text: String) throws(VerificationError) -> String {
    guard SHA256Digest(hex: text) != nil else { throw .malformed(.signature) }
    return text
}

/// Reads a session token; one that is there has to be something.
func receivedSessionToken(_ text: String?) throws(VerificationError) -> String? {
    guard let text else { return nil }
    guard text.isVisibleASCII else { throw .malformed(.sessionToken) }
    return text
}

extension UInt8 {
    fileprivate var isUpperCase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
