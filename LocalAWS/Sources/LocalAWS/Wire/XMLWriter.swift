/// Writes XML as EC2 does: no white space, no attributes but the namespace of the root.
struct XMLWriter {
    private(set) var bytes: [UInt8] = []

    init(capacityInBytes: Int = 1_024) {
        bytes.reserveCapacity(capacityInBytes)
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>` and a line feed, with which AWS's documents begin.
    mutating func declaration() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    /// An element with content. An empty one is written `<name></name>`, which parsers take for `<name/>`.
    mutating func element(
        _ name: String,
        namespace: String? = nil,
        _ content: (inout XMLWriter) -> Void
    ) {
        raw("<")
        raw(name)
        if let namespace, !namespace.isEmpty {
            raw(" xmlns=\"")
            escaped(namespace)
            raw("\"")
        }
        raw(">")
        content(&self)
        raw("</")
        raw(name)
        raw(">")
    }

    /// An element with a text, or nothing at all when there is none.
    mutating func text(_ name: String, _ text: String?) {
        guard let text else { return }
        raw("<")
        raw(name)
        if text.isEmpty {
            raw("/>")
            return
        }
        raw(">")
        escaped(text)
        raw("</")
        raw(name)
        raw(">")
    }

    /// An element with a number, or nothing at all when there is none.
    mutating func number(_ name: String, _ number: Int?) {
        text(name, number.map(String.init))
    }

    /// An element with `true` or `false`, or nothing at all.
    mutating func boolean(_ name: String, _ flag: Bool?) {
        text(name, flag.map { $0 ? "true" : "false" })
    }

    /// A list: one element around an element a member.
    mutating func list<Member>(
        _ name: String,
        of members: some Sequence<Member>,
        item: String = "item",
        _ content: (inout XMLWriter, Member) -> Void
    ) {
        element(name) { xml in
            for member in members {
                xml.element(item) { content(&$0, member) }
            }
        }
    }

    private mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Characters that XML 1.0 forbids even as references are written as U+FFFD: they would end the client's
    /// parser.
    private mutating func escaped(_ text: String) {
        guard Self.needsAttention(text.utf8) else { return raw(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "&": raw("&amp;")
            case "\"": raw("&quot;")
            case "\r": raw("&#13;")
            case "\t", "\n": raw(String(scalar))
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
            default: raw(String(scalar))
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
