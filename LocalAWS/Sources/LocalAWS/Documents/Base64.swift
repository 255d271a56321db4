private import FoundationEssentials

/// Base64 (RFC 4648, section 4).
enum Base64 {
    /// The text that stands for some bytes.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes that a text stands for; nil for one that isn't base64. Line ends within it don't count.
    static func bytes(of text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return Data(base64Encoded: Data(digits)).map(Array.init)
    }
}
