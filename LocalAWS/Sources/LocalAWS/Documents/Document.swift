/// A value of a JSON or CBOR document, whatever it means: what the JSON protocols, policies, messages and metrics are
/// read from and written as.
package enum Document: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(Double)
    case text(String)
    /// CBOR has bytes; JSON writes them as base64.
    case bytes([UInt8])
    case list([Document])
    case structure([String: Document])
}

/// Looking into a document.
extension Document {
    /// The member of a structure; nil when there is none, or it is no structure.
    package subscript(name: String) -> Document? {
        guard case .structure(let members) = self else { return nil }
        return members[name]
    }

    /// The text, of a text only.
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The number, of any kind.
    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .decimal(let number): number
        default: nil
        }
    }

    /// The whole number; also of a decimal without a fraction.
    package var integer: Int? {
        switch self {
        case .integer(let number): Int(exactly: number)
        case .decimal(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The truth value, of one only.
    package var boolean: Bool? {
        guard case .boolean(let flag) = self else { return nil }
        return flag
    }

    /// The members of a list only.
    package var list: [Document]? {
        guard case .list(let members) = self else { return nil }
        return members
    }

    /// The members of a structure only.
    package var structure: [String: Document]? {
        guard case .structure(let members) = self else { return nil }
        return members
    }

    /// The texts of a list of texts, or the one text that stands for such a list, as policies have it.
    package var texts: [String]? {
        if let text { return [text] }
        guard let list else { return nil }
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
    }
}

extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int64) { self = .integer(number) }
    package init(booleanLiteral flag: Bool) { self = .boolean(flag) }
    package init(floatLiteral number: Double) { self = .decimal(number) }
    package init(arrayLiteral members: Document...) { self = .list(members) }
    package init(dictionaryLiteral members: (String, Document)...) {
        self = .structure(Dictionary(members) { _, last in last })
    }
}
