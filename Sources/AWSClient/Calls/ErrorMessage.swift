/// AWS's words as they may be shown and logged: one line, bounded, and without what a service repeats of the request's
/// signature.
///
/// A refused signature is explained by repeating the canonical request, session token included, or the `Authorization`
/// header. A refusal by IAM ends in an encoded message of a kilobyte.
func shownMessage(_ message: String) -> String {
    let bytes = Array(message.utf8)
    let end = secretPhrases.compactMap { firstIndex(of: $0, in: bytes) }.min() ?? bytes.count
    return printable(bytes[..<end], limit: messageLimit)
}

/// The longest message, in bytes.
private let messageLimit = 512

/// What comes before something that must not be shown.
private let secretPhrases: [StaticString] = [
    "The Canonical String", "The String-to-Sign", "Authorization=", "AWS4-HMAC-SHA256 Credential=",
]

private func firstIndex(of phrase: StaticString, in bytes: [UInt8]) -> Int? {
    let phrase = Array(phrase.description.utf8)
    guard bytes.count >= phrase.count else { return nil }
    return (0...(bytes.count - phrase.count)).first { bytes[$0...].starts(with: phrase) }
}
