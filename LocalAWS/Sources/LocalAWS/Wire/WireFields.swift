internal import HTTPTypes

/// The header fields of AWS's protocols.
extension HTTPField.Name {
    /// The identifier of an answer.
    static let amznRequestID = wireField("x-amzn-RequestId")
    /// The action of a JSON call.
    static let amzTarget = wireField("X-Amz-Target")

    /// The refusal's code in the query protocol that a JSON service once spoke.
    static let amznQueryError = wireField("x-amzn-query-error")
    /// The refusal's code, of a REST service.
    static let amznErrorType = wireField("x-amzn-ErrorType")
    /// Names Smithy's RPC protocol, in calls and in answers.
    static let smithyProtocol = wireField("smithy-protocol")

    /// A field of that name, which is a constant of the source.
    static func wireField(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return field
    }
}
