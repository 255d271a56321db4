internal import CSSL
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

    /// Of almost every certificate, so many characters reach beyond the subject.
    private static let usualPrefix = 900

    private static func subject(in text: [UInt8], _ body: Range<Int>) -> NameKey {
        NameKey(subjectOf: base64Decoded(text[body].prefix(usualPrefix)))
            ?? NameKey(subjectOf: base64Decoded(text[body])) ?? .any
    }
}

/// The bytes that the Base64 text stands for, as far as there is nothing in it but Base64 and white space. A last line
/// that isn't whole may be left out.
func base64Decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard let context = unsafe EVP_ENCODE_CTX_new() else { return [] }
    defer { unsafe EVP_ENCODE_CTX_free(context) }
    unsafe EVP_DecodeInit(context)
    // OpenSSL writes a line at a time, of 48 bytes.
    return unsafe Array(unsafeUninitializedCapacity: text.count / 4 * 3 + 48) { bytes, count in
        var written: Int32 = 0
        _ = unsafe text.withUnsafeBufferPointer { text in
            unsafe EVP_DecodeUpdate(context, bytes.baseAddress, &written, text.baseAddress, Int32(text.count))
        }
        count = Int(written)
    }
}
