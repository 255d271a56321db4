internal import CJansson

/// The one owner of a tree that jansson has parsed.
@safe struct JanssonDocument: ~Copyable {
    private let root: UnsafeMutablePointer<json_t>

    /// Parses the bytes.
    init(_ bytes: ArraySlice<UInt8>) throws(JSONError) {
        guard !bytes.allSatisfy(isWhiteSpace) else { throw JSONError.empty }
        var error = json_error_t()
        let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
        let root = unsafe bytes.withUnsafeBytes { unsafe json_loadb($0.baseAddress, $0.count, flags, &error) }
        guard let root = unsafe root else { throw JSONError(error) }
        unsafe self.root = unsafe root
    }

    deinit { unsafe json_decref(root) }

    /// The tree as a value of ours.
    func value() -> JSON { unsafe convert(root) }
}

/// RFC 8259, 2.
private func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

/// Recurses no deeper than the parser was let go.
private func convert(_ node: UnsafeMutablePointer<json_t>) -> JSON {
    switch unsafe node.pointee.type {
    case JSON_OBJECT: unsafe .object(members(of: node))
    case JSON_ARRAY: unsafe .array(elements(of: node))
    case JSON_STRING: unsafe .string(string(node))
    case JSON_INTEGER: unsafe .integer(json_integer_value(node))
    case JSON_REAL: unsafe .real(json_real_value(node))
    case JSON_TRUE: .bool(true)
    case JSON_FALSE: .bool(false)
    default: .null
    }
}

private func members(of node: UnsafeMutablePointer<json_t>) -> JSONObject {
    var members: [JSONObject.Member] = []
    unsafe members.reserveCapacity(json_object_size(node))
    var iterator = unsafe json_object_iter(node)
    while let member = unsafe iterator {
        if let name = unsafe json_object_iter_key(member), let value = unsafe json_object_iter_value(member) {
            // A name never contains NUL: the parser has refused it.
            unsafe members.append(JSONObject.Member(String(cString: name), convert(value)))
        }
        unsafe iterator = unsafe json_object_iter_next(node, member)
    }
    return JSONObject(distinct: members)
}

private func elements(of node: UnsafeMutablePointer<json_t>) -> [JSON] {
    let count = unsafe json_array_size(node)
    return (0..<count).compactMap { unsafe json_array_get(node, $0).map { unsafe convert($0) } }
}

private func string(_ node: UnsafeMutablePointer<json_t>) -> String {
    guard let bytes = unsafe json_string_value(node) else { return "" }
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: json_string_length(node))
    return unsafe String(decoding: buffer, as: UTF8.self)
}

extension JSONError {
    fileprivate static let empty = JSONError(
        kind: .empty,
        message: "there is nothing but white space",
        line: 1,
        column: 0,
        offset: 0
    )

    /// What jansson said.
    fileprivate init(_ error: json_error_t) {
        var error = error
        let code = unsafe json_error_code(&error)
        let text = unsafe withUnsafeBytes(of: &error.text) {
            unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        self.init(
            kind: Kind(code),
            message: printable(text),
            line: max(Int(error.line), 1),
            column: Int(error.column),
            offset: Int(error.position)
        )
    }
}

extension JSONError.Kind {
    fileprivate init(_ code: json_error_code) {
        switch code {
        case json_error_invalid_utf8: self = .invalidUTF8
        case json_error_numeric_overflow: self = .numberOutOfRange
        case json_error_stack_overflow: self = .tooDeep
        default: self = .syntax
        }
    }
}

/// The text with control characters, of which jansson may quote some, made visible.
private func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        result += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return result
}
