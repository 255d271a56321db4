/// A typed value beside a message's text, in SQS as in SNS.
struct MessageAttribute: Codable, Sendable, Hashable {
    enum Value: Codable, Sendable, Hashable {
        case text(String)
        case bytes([UInt8])
    }

    /// `String`, `Number` or `Binary`, perhaps with a suffix of the owner's: `Number.int`.
    let dataType: String
    let value: Value

    /// `String` of `String.Array`.
    var baseType: Substring { dataType.prefix { $0 != "." } }

    /// The text, or base64 of the bytes.
    var text: String {
        switch value {
        case .text(let text): text
        case .bytes(let bytes): Base64.text(of: bytes)
        }
    }

    /// How many bytes it has of a message's.
    func byteCount(named name: String) -> Int {
        let valueCount =
            switch value {
            case .text(let text): text.utf8.count
            case .bytes(let bytes): bytes.count
            }
        return name.utf8.count + dataType.utf8.count + valueCount
    }
}

/// Reading.
extension MessageAttribute {
    /// The attributes of a call by name, not yet checked.
    static func all(
        _ parameters: Parameters,
        _ name: String = "MessageAttributes"
    ) throws(ServiceError) -> [String: MessageAttribute] {
        var attributes: [String: MessageAttribute] = [:]
        for (name, value) in parameters.structures(byKey: name, key: "Name", value: "Value") {
            guard attributes[name] == nil else {
                throw .invalidAttribute(name, "must not be there more than once.")
            }
            attributes[name] = try MessageAttribute(value, named: name)
        }
        return attributes
    }

    private init(_ parameters: Parameters, named name: String) throws(ServiceError) {
        guard parameters.list("StringListValues").isEmpty, parameters.list("BinaryListValues").isEmpty else {
            throw ServiceError("UnsupportedOperation", "Message attribute list values are not supported.")
        }
        guard let dataType = parameters.optional("DataType") else {
            throw .invalidAttribute(name, "must contain a non-empty message attribute type.")
        }
        self.dataType = dataType
        let text = parameters.optional("StringValue")
        let bytes = try parameters.bytes("BinaryValue")
        switch (dataType.prefix { $0 != "." }, text, bytes) {
        case ("Binary", nil, let bytes?) where !bytes.isEmpty: value = .bytes(bytes)
        case ("String", let text?, nil): value = .text(text)
        case ("Number", let text?, nil):
            guard Double(text)?.isFinite ?? false else {
                throw .invalidAttribute(name, "has no number as its value: \(text).")
            }
            value = .text(text)
        case ("Binary", _, _), ("String", _, _), ("Number", _, _):
            throw .invalidAttribute(
                name,
                "must contain a non-empty message attribute value for message attribute type '\(dataType)'."
            )
        default:
            throw .invalidAttribute(
                name,
                "has an invalid message attribute type, the set of supported type prefixes is Binary, "
                    + "Number, and String."
            )
        }
        try Self.check(name: name)
    }

    private static let maximumNameLength = 256

    private static func check(name: String) throws(ServiceError) {
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                || "_-.".unicodeScalars.contains($0)
        }
        let lowered = name.lowercased()
        guard isPlain, (1...maximumNameLength).contains(name.utf8.count), !name.hasPrefix("."),
            !name.hasSuffix("."), !name.contains(".."), !lowered.hasPrefix("aws."),
            !lowered.hasPrefix("amazon.")
        else { throw .invalidAttribute(name, "has an invalid name.") }
    }
}

/// Writing.
extension MessageAttribute {
    /// As SQS gives it back.
    func render(to writer: inout OutputWriter) {
        switch value {
        case .text(let text): writer.text("StringValue", text)
        case .bytes(let bytes): writer.text("BinaryValue", Base64.text(of: bytes))
        }
        writer.text("DataType", dataType)
    }
}

extension ServiceError {
    static func invalidAttribute(_ name: String, _ what: String) -> ServiceError {
        ServiceError(
            "InvalidParameterValue",
            "The message attribute '\(name)' \(what)",
            isAboutParameter: true
        )
    }
}

extension [String: MessageAttribute] {
    /// How many bytes they have of a message's.
    var byteCount: Int { reduce(0) { $0 + $1.value.byteCount(named: $1.key) } }

    /// What clients check them with; nil when there are none (SQS Developer Guide, "Calculating the MD5 message digest
    /// for message attributes").
    var md5: String? {
        guard !isEmpty else { return nil }
        var bytes: [UInt8] = []
        for (name, attribute) in sorted(by: { $0.key < $1.key }) {
            Self.append(name.utf8, to: &bytes)
            Self.append(attribute.dataType.utf8, to: &bytes)
            switch attribute.value {
            case .text(let text):
                bytes.append(1)
                Self.append(text.utf8, to: &bytes)
            case .bytes(let value):
                bytes.append(2)
                Self.append(value, to: &bytes)
            }
        }
        return MD5.hex(of: bytes)
    }

    /// Bytes after their number, which has four bytes itself.
    private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
        bytes += part
    }
}
