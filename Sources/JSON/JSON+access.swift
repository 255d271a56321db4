extension JSON {
    /// The object's member of that name; nil when there is none, or this is no object.
    package subscript(name: String) -> JSON? { objectValue?[name] }

    /// The array's element at that index; nil when it has none there, or this is no array.
    package subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The string; nil when this is anything else.
    package var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The integer; nil when this is anything else, a number with a fraction or an exponent included.
    package var integerValue: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The truth value; nil when this is anything else.
    package var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements; nil when this is no array.
    package var arrayValue: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members; nil when this is no object.
    package var objectValue: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The string, or an integer's decimal digits: how to read an identifier that hand-made events carry as a number.
    package var identifierValue: String? {
        switch self {
        case .string(let value): value
        case .integer(let value): String(value)
        default: nil
        }
    }
}
