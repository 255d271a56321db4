/// XML as AWS writes it: no white space, no attributes but the namespace of the root.
enum XMLText {
    /// `<?xml version="1.0" encoding="UTF-8"?>` and a line feed, with which EC2's documents begin.
    static func declare(in bytes: inout [UInt8]) {
        bytes += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8
    }

    /// The start of an element.
    static func open(_ name: String, namespace: String = "", in bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        if !namespace.isEmpty {
            bytes += " xmlns=\"".utf8
            appendEscaped(namespace, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    /// The end of an element.
    static func close(_ name: String, in bytes: inout [UInt8]) {
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
    }

    /// An element with a text.
    static func append(_ name: String, _ text: String, to bytes: inout [UInt8]) {
        guard !text.isEmpty else {
            bytes.append(UInt8(ascii: "<"))
            bytes += name.utf8
            bytes += "/>".utf8
            return
        }
        open(name, in: &bytes)
        appendEscaped(text, to: &bytes)
        close(name, in: &bytes)
    }

    /// A text. Characters that XML 1.0 forbids even as references are written as U+FFFD: they would end the client's
    /// parser.
    static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
        guard needsAttention(text.utf8) else {
            bytes += text.utf8
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "&": bytes += "&amp;".utf8
            case "\"": bytes += "&quot;".utf8
            case "\r": bytes += "&#13;".utf8
            case "\t", "\n": bytes += String(scalar).utf8
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": bytes += "\u{FFFD}".utf8
            default: bytes += String(scalar).utf8
            }
        }
    }

    /// 0xEF begins U+FFFE and U+FFFF.
    private static func needsAttention(_ bytes: String.UTF8View) -> Bool {
        for byte in bytes {
            switch byte {
            case 0..<0x20, 0xEF: return true
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""): return true
            default: continue
            }
        }
        return false
    }
}
