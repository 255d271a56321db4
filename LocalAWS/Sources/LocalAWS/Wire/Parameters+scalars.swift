/// Reading parameters that have no parts.
extension Parameters {
    /// The text of a parameter, the empty one included; nil too when it is there and no text, which the call is refused
    /// for in the end.
    func text(_ name: String) -> String? {
        guard let part = parts[name] else { return nil }
        return part.takeText()
    }

    func takeText() -> String? {
        switch value {
        case .form(let text), .document(.text(let text)):
            isRead = true
            return text
        case .document, nil: return nil
        }
    }

    /// The text of a parameter. An empty one counts as absent, as for AWS.
    func optional(_ name: String) -> String? {
        text(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text of a parameter that must be there and not be empty.
    func required(_ name: String) throws(ServiceError) -> String {
        if let value = optional(name) { return value }
        if let part = parts[name], part.value != nil, !part.isRead {
            throw .unexpectedType(of: fullName(name), expected: "a string")
        }
        throw .missingParameter(fullName(name))
    }

    /// A whole number.
    func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let part = parts[name] else { return nil }
        switch part.value {
        case .form:
            guard let text = optional(name) else { return nil }
            guard let number = Int(text) else {
                throw .invalidValue(text, for: fullName(name), expected: "Expecting an integer.")
            }
            return number
        case .document(let document):
            part.isRead = true
            guard let number = document.integer else {
                throw .unexpectedType(of: fullName(name), expected: "an integer")
            }
            return number
        case nil: return nil
        }
    }

    /// A whole number that must be there.
    func requiredInteger(_ name: String) throws(ServiceError) -> Int {
        guard let number = try integer(name) else { throw .missingParameter(fullName(name)) }
        return number
    }

    /// A number.
    func decimal(_ name: String) throws(ServiceError) -> Double? {
        guard let part = parts[name] else { return nil }
        switch part.value {
        case .form:
            guard let text = optional(name) else { return nil }
            guard let number = Double(text) else {
                throw .invalidValue(text, for: fullName(name), expected: "Expecting a number.")
            }
            return number
        case .document(let document):
            part.isRead = true
            guard let number = document.number else {
                throw .unexpectedType(of: fullName(name), expected: "a number")
            }
            return number
        case nil: return nil
        }
    }

    /// `true` or `false`; in a form, in any case.
    func boolean(_ name: String) throws(ServiceError) -> Bool? {
        guard let part = parts[name] else { return nil }
        switch part.value {
        case .form:
            guard let text = optional(name) else { return nil }
            switch text.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            default: throw .invalidValue(text, for: fullName(name), expected: "Expecting true or false.")
            }
        case .document(let document):
            part.isRead = true
            guard let flag = document.boolean else {
                throw .unexpectedType(of: fullName(name), expected: "a boolean")
            }
            return flag
        case nil: return nil
        }
    }

    /// Bytes: base64 in a form and in JSON, plain in CBOR and as the body of a REST call.
    func bytes(_ name: String) throws(ServiceError) -> [UInt8]? {
        guard let part = parts[name] else { return nil }
        if case .document(.bytes(let bytes)) = part.value {
            part.isRead = true
            return bytes
        }
        guard let text = text(name) else { return nil }
        guard let bytes = Base64.bytes(of: text) else {
            throw .unexpectedType(of: fullName(name), expected: "base64")
        }
        return bytes
    }
}
