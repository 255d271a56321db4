internal import HTTPTypes

/// The Runtime API's own header fields.
extension HTTPField.Name {
    static let requestID = runtimeField("Lambda-Runtime-Aws-Request-Id")
    static let invocationID = runtimeField("Lambda-Runtime-Invocation-Id")
    static let deadline = runtimeField("Lambda-Runtime-Deadline-Ms")
    static let invokedFunctionARN = runtimeField("Lambda-Runtime-Invoked-Function-Arn")
    static let traceID = runtimeField("Lambda-Runtime-Trace-Id")
    static let clientContext = runtimeField("Lambda-Runtime-Client-Context")
    static let functionErrorType = runtimeField("Lambda-Runtime-Function-Error-Type")
    static let xRayErrorCause = runtimeField("Lambda-Runtime-Function-XRay-Error-Cause")
    static let functionResponseMode = runtimeField("Lambda-Runtime-Function-Response-Mode")

    private static func runtimeField(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return field
    }
}

extension HTTPFields {
    /// The field's value; nil when it is absent or empty, which mean the same to the Runtime API.
    func value(of name: HTTPField.Name) -> String? {
        guard let value = self[name], !value.isEmpty else { return nil }
        return value
    }
}
