internal import Glibc

/// The certificates of a PEM file, to be found by their subjects without being decoded.
///
/// To decode the hundred and forty certificates of a system's bundle takes OpenSSL 3 some 18 ms, and a handshake needs
/// one. So only as much of each is read as it takes to tell whose it may be; OpenSSL decodes those that are asked for,
/// and decides all by itself whether they are fit.
struct CertificateBundle {
    private struct Entry {
        /// From `-----BEGIN` to the end of the line of `-----END`.
        let block: Range<Int>
        let subject: NameKey
    }

    private let text: [UInt8]
    private let entries: [Entry]

    /// The bundle of that text, in which anything may stand around the certificates.
    init(_ text: [UInt8]) {
        self.text = text
        var entries: [Entry] = []
        var rest = 0..<text.count
        while let block = Self.nextBlock(in: text, rest) {
            rest = block.whole.upperBound..<text.count
            if block.isCertificate {
                entries.append(Entry(block: block.whole, subject: Self.subject(in: text, block.body)))
            }
        }
        self.entries = entries
    }

    /// How many certificates there are.
    var count: Int { entries.count }

    /// The numbers of the certificates that may have that subject: all that have it, and perhaps others.
    func candidates(for subject: NameKey) -> [Int] {
        entries.indices.filter { entries[$0].subject.mayEqual(subject) }
    }

    /// The PEM text of one certificate.
    func certificate(_ number: Int) -> ArraySlice<UInt8> {
        text[entries[number].block]
    }
}

// MARK: - Finding the certificates

extension CertificateBundle {
    private struct Block {
        let whole: Range<Int>
        /// Between the two lines.
        let body: Range<Int>
        let isCertificate: Bool
    }

    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let dashes = Array("-----".utf8)
    /// As OpenSSL knows them.
    private static let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].map {
        Array($0.utf8)
    }

    private static func nextBlock(in text: [UInt8], _ range: Range<Int>) -> Block? {
        guard let start = position(of: begin, in: text, range),
            let labelEnd = position(of: dashes, in: text, start + begin.count..<range.upperBound),
            let bodyEnd = position(of: end, in: text, labelEnd + dashes.count..<range.upperBound)
        else { return nil }
        let lineEnd = text[(bodyEnd + end.count)...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        let label = text[start + begin.count..<labelEnd]
        return Block(
            whole: start..<lineEnd,
            body: labelEnd + dashes.count..<bodyEnd,
            isCertificate: labels.contains { label.elementsEqual($0) }
        )
    }

    /// Base64 has no dashes, with which all patterns begin.
    private static func position(of pattern: [UInt8], in text: [UInt8], _ range: Range<Int>) -> Int? {
        var start = range.lowerBound
        while start + pattern.count <= range.upperBound {
            guard let dash = position(ofDashIn: text, start..<range.upperBound) else { return nil }
            if text[dash..<range.upperBound].starts(with: pattern) { return dash }
            start = dash + 1
        }
        return nil
    }

    private static func position(ofDashIn text: [UInt8], _ range: Range<Int>) -> Int? {
        unsafe text.withUnsafeBytes { text in
            guard let start = text.baseAddress,
                let found = unsafe memchr(start + range.lowerBound, Int32(UInt8(ascii: "-")), range.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - start
        }
    }

    /// The beginning holds the subject of almost every certificate.
    private static let usualPrefix = 640

    private static func subject(in text: [UInt8], _ body: Range<Int>) -> NameKey {
        NameKey(subjectOf: base64Decoded(text[body], limit: usualPrefix))
            ?? NameKey(subjectOf: base64Decoded(text[body], limit: .max)) ?? .any
    }
}

/// The first bytes that the Base64 text stands for, as far as there is nothing in it but Base64 and white space.
func base64Decoded(_ text: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, text.count))
    var bits: UInt32 = 0
    var count = 0
    for character in text {
        guard let value = base64Value(character) else {
            if character == UInt8(ascii: "\n") || character == UInt8(ascii: "\r")
                || character == UInt8(ascii: " ")
            {
                continue
            }
            break
        }
        bits = bits << 6 | value
        count += 6
        guard count >= 8 else { continue }
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        if bytes.count >= limit { break }
    }
    return bytes
}

private func base64Value(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
