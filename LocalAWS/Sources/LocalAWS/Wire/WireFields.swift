internal import HTTPTypes

/// The header fields of AWS's protocols.
extension HTTPField.Name {
    /// The identifier of an answer.
    static let amznRequestID = wireField("x-amzn-RequestId")
    /// The action of a JSON call.
    static let amzTarget = wireField("X-Amz-Target")

    private static func wireField(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return field
    }
}
