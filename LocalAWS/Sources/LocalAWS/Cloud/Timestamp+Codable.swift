public import Platform

/// In a state file a moment is written for people: `2026-01-15T12:00:00.123Z`.
extension Timestamp: @retroactive Codable {
    /// Reads the extended ISO 8601 form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Timestamp(iso8601: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a moment")
        }
        self = moment
    }

    /// Writes the extended ISO 8601 form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso8601)
    }
}
