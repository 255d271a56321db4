/// Numbers.
extension JSONReader {
    mutating func number() throws(DocumentError) -> Document {
        let start = position
        _ = takeByte(UInt8(ascii: "-"))
        let leadsWithZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
        let digits = try digits()
        guard !leadsWithZero || digits == 1 else { throw error("a number that begins with 0") }
        var isWhole = true
        if takeByte(UInt8(ascii: ".")) {
            isWhole = false
            _ = try self.digits()
        }
        if takeByte(UInt8(ascii: "e")) || takeByte(UInt8(ascii: "E")) {
            isWhole = false
            if !takeByte(UInt8(ascii: "+")) { _ = takeByte(UInt8(ascii: "-")) }
            _ = try self.digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw error("a number beyond all bounds") }
        return .decimal(number)
    }

    private mutating func digits() throws(DocumentError) -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        guard position > start else { throw error("no value") }
        return position - start
    }
}

/// Strings.
extension JSONReader {
    mutating func string() throws(DocumentError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try text(of: bytes[start..<position])
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("the end within a string")
    }

    /// A string that has escapes, of which the first is here.
    private mutating func escapedString(from start: Int) throws(DocumentError) -> String {
        var plain = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(of: plain[...])
            case UInt8(ascii: "\\"): try appendEscape(to: &plain)
            case 0..<0x20: throw error("a control character in a string")
            default: plain.append(byte)
            }
        }
        throw error("the end within a string")
    }

    private mutating func appendEscape(to plain: inout [UInt8]) throws(DocumentError) {
        guard position < bytes.count else { throw error("the end within a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(byte)
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"): plain += String(Character(try unicodeEscape())).utf8
        default: throw error("an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(DocumentError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), takeByte(UInt8(ascii: "\\")), takeByte(UInt8(ascii: "u")) else {
            throw error("half of a surrogate pair")
        }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw error("half of a surrogate pair") }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func codeUnit() throws(DocumentError) -> UInt16 {
        guard position + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
            bytes[position] != UInt8(ascii: "+")
        else { throw error("no four hexadecimal digits") }
        position += 4
        return unit
    }

    private func text(of bytes: ArraySlice<UInt8>) throws(DocumentError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw error("no UTF-8") }
        return text
    }
}
