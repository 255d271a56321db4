internal import Platform

/// Reading moments.
extension Parameters {
    /// A moment: ISO 8601 in a form, seconds since 1970 in JSON and CBOR.
    func moment(_ name: String) throws(ServiceError) -> Timestamp? {
        if let text = optional(name) {
            guard let moment = Timestamp(iso8601: text) else {
                throw .invalidValue(text, for: fullName(name), expected: "Expecting a timestamp.")
            }
            return moment
        }
        guard let seconds = try decimal(name) else { return nil }
        guard abs(seconds) < 1e11 else {
            throw .invalidValue("\(seconds)", for: fullName(name), expected: "Expecting a timestamp.")
        }
        return Timestamp(millisecondsSinceEpoch: Int64((seconds * 1_000).rounded()))
    }

    /// A moment that must be there.
    func requiredMoment(_ name: String) throws(ServiceError) -> Timestamp {
        guard let moment = try moment(name) else { throw .missingParameter(fullName(name)) }
        return moment
    }
}
