/// Takes secrets out of what is shown of an answer: a gateway's error page may quote the request's header fields, and AWS
/// explains a refused signature by what was signed.
///
/// A secret is found in whatever way its characters are escaped, and so is a piece of it, since lines may be broken and
/// texts cut.
struct Redaction {
    private let secrets: [SecretPieces]

    /// Takes out these. Values of less than eight bytes are none of AWS's, but an emulator's: to take `test` out of every
    /// text would help nobody.
    init(_ secrets: [String]) {
        self.secrets = secrets.filter { $0.utf8.count >= Self.shortestSecret }.map(SecretPieces.init)
    }

    /// The text with each of the secrets replaced. A text that is very long is cut, far beyond what is ever shown.
    func remove(from text: some Collection<UInt8>) -> [UInt8] {
        let original = Array(text.prefix(Self.longestText))
        var isSecret = [Bool](repeating: false, count: original.count)
        var layer: EscapedText? = EscapedText(original)
        for _ in 0..<Self.deepestEscape {
            guard let text = layer else { break }
            for secret in secrets { secret.mark(in: text, &isSecret) }
            layer = text.unescaped()
        }
        return Self.replace(isSecret, in: original)
    }

    private static func replace(_ isSecret: [Bool], in text: [UInt8]) -> [UInt8] {
        guard isSecret.contains(true) else { return text }
        var result: [UInt8] = []
        for (index, byte) in text.enumerated() {
            if !isSecret[index] {
                result.append(byte)
            } else if index == 0 || !isSecret[index - 1] {
                result += replacement
            }
        }
        return result
    }

    private static let replacement = Array("[redacted]".utf8)
    private static let shortestSecret = 8
    /// A gateway's page may quote the JSON of another's.
    private static let deepestEscape = 3
    private static let longestText = 16_384
}

/// A secret, in a form by which pieces of it are found.
private struct SecretPieces {
    /// Every run of `length` bytes in it, as one number.
    private let pieces: Set<UInt128>
    private let length: Int

    init(_ secret: String) {
        length = min(secret.utf8.count, Self.shortest)
        var pieces: Set<UInt128> = []
        pieces.reserveCapacity(secret.utf8.count)
        Self.forEachRun(of: length, in: Array(secret.utf8)) { run, _ in pieces.insert(run) }
        self.pieces = pieces
    }

    /// Marks where pieces of it stand, as places in the original text.
    func mark(in text: EscapedText, _ isSecret: inout [Bool]) {
        Self.forEachRun(of: length, in: text.bytes) { run, start in
            guard pieces.contains(run) else { return }
            for place in text.places[start]..<text.places[start + length] { isSecret[place] = true }
        }
    }

    private static func forEachRun(of length: Int, in bytes: [UInt8], _ body: (UInt128, Int) -> Void) {
        let mask = UInt128.max >> (128 - 8 * UInt128(length))
        var run: UInt128 = 0
        for (index, byte) in bytes.enumerated() {
            run = (run << 8 | UInt128(byte)) & mask
            if index >= length - 1 { body(run, index - length + 1) }
        }
    }

    /// A piece shorter than this doesn't help to guess the rest, and may be there by chance. At most 16.
    private static let shortest = 12
}
