/// AWS's words, or others', as they may be shown and logged: one line, bounded, and without what is repeated of the
/// request's signature.
///
/// A refused signature is explained by repeating the canonical request, session token included, or the `Authorization`
/// header: from there on nothing is shown. Where others quote the request, its secrets are replaced. A refusal by IAM
/// ends in an encoded message of a kilobyte.
func shown(
    _ text: some Collection<UInt8>,
    _ redaction: Redaction,
    limit: Int = messageLimit
) -> String {
    let bytes = redaction.remove(from: text)
    let end = secretPhrases.compactMap { firstIndex(of: $0, in: bytes) }.min() ?? bytes.count
    return printable(bytes[..<end], limit: limit)
}

/// The longest message, in bytes.
private let messageLimit = 512

/// What comes before something that must not be shown, in lower case.
private let secretPhrases: [StaticString] = [
    "the canonical string", "the string-to-sign", "authorization=", "aws4-hmac-sha256 credential=",
]

private func firstIndex(of phrase: StaticString, in bytes: [UInt8]) -> Int? {
    let phrase = Array(phrase.description.utf8)
    guard bytes.count >= phrase.count else { return nil }
    return (0...(bytes.count - phrase.count)).first { start in
        bytes[start...].prefix(phrase.count).elementsEqual(phrase) { lowercased($0) == $1 }
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
