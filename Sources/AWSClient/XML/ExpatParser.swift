private import CExpat
private import Glibc

/// Owns an expat parser, which reads one document and is freed.
@safe struct ExpatParser: ~Copyable {
    private let parser: XML_Parser

    /// A parser; nil when there is no memory for one.
    init?() {
        // Without namespace processing: `ns:name` comes as it stands, and the prefix is cut off here.
        guard let parser = unsafe XML_ParserCreate(nil) else { return nil }
        unsafe self.parser = parser
        unsafe XML_SetHashSalt(parser, Self.salt)
    }

    /// What keeps a hostile document from choosing names that hash alike. One for the process, since expat would ask the
    /// system for another with each document. Zero would mean none.
    private static let salt = UInt.random(in: 1...UInt.max)

    deinit { unsafe XML_ParserFree(parser) }

    /// Reads the document.
    consuming func parse(_ bytes: [UInt8], limits: XMLLimits) throws(XMLProblem) -> XMLDocument {
        var events = unsafe Events(
            parser: parser,
            builder: XMLTreeBuilder(limits: limits, expectedBytes: bytes.count)
        )
        unsafe XML_SetElementHandler(parser, startElement, endElement)
        unsafe XML_SetCharacterDataHandler(parser, characterData)
        unsafe XML_SetStartDoctypeDeclHandler(parser, startDoctype)
        let status = unsafe withUnsafeMutablePointer(to: &events) { events in
            unsafe XML_SetUserData(parser, events)
            return unsafe bytes.withUnsafeBytes { bytes in
                unsafe XML_Parse(
                    parser,
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    CInt(bytes.count),
                    1
                )
            }
        }
        if let problem = unsafe events.builder.problem { throw problem }
        guard status == XML_STATUS_OK else { throw failure() }
        return unsafe events.builder.finish()
    }

    /// What expat holds against the document, and where.
    private borrowing func failure() -> XMLProblem {
        let words = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map { unsafe String(cString: $0) }
        let line = unsafe XML_GetCurrentLineNumber(parser)
        let column = unsafe XML_GetCurrentColumnNumber(parser)
        return XMLProblem("it isn't well-formed XML (\(words ?? "?"), line \(line), column \(column))")
    }
}

/// What the handlers are given: where events go, and the parser, to stop it.
@unsafe private struct Events {
    let parser: XML_Parser
    var builder: XMLTreeBuilder

    /// Ends the parse as soon as the document is refused.
    mutating func stopIfRefused() {
        if unsafe builder.problem != nil { unsafe XML_StopParser(parser, XML_Bool(XML_FALSE)) }
    }
}

private func startElement(
    _ data: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<XML_Char>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
) {
    guard let events = unsafe data?.assumingMemoryBound(to: Events.self), let name = unsafe name else {
        return
    }
    unsafe events.pointee.builder.startElement(localName(name))
    unsafe events.pointee.stopIfRefused()
}

private func endElement(_ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<XML_Char>?) {
    guard let events = unsafe data?.assumingMemoryBound(to: Events.self) else { return }
    unsafe events.pointee.builder.endElement()
}

private func characterData(
    _ data: UnsafeMutableRawPointer?,
    _ text: UnsafePointer<XML_Char>?,
    _ length: CInt
) {
    guard let events = unsafe data?.assumingMemoryBound(to: Events.self) else { return }
    unsafe events.pointee.builder.text(UnsafeRawBufferPointer(start: text, count: Int(length)))
}

/// Entities are declared in a document type declaration and nowhere else. AWS sends none, so that refusing it refuses
/// every entity bomb and every reference to a file.
private func startDoctype(
    _ data: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<XML_Char>?,
    _ systemID: UnsafePointer<XML_Char>?,
    _ publicID: UnsafePointer<XML_Char>?,
    _ hasInternalSubset: CInt
) {
    guard let events = unsafe data?.assumingMemoryBound(to: Events.self) else { return }
    unsafe events.pointee.builder.refuse(
        XMLProblem("it has a document type declaration, which no answer of AWS has")
    )
    unsafe events.pointee.stopIfRefused()
}

/// The bytes of a name after its namespace prefix.
private func localName(_ name: UnsafePointer<XML_Char>) -> UnsafeRawBufferPointer {
    let length = unsafe strlen(name)
    let whole = unsafe UnsafeRawBufferPointer(start: name, count: length)
    guard let colon = unsafe whole.firstIndex(of: UInt8(ascii: ":")) else { return unsafe whole }
    return unsafe UnsafeRawBufferPointer(rebasing: whole[(colon + 1)...])
}
