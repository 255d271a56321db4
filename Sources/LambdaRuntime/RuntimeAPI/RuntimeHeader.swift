internal import HTTPTypes

/// The Runtime API's header fields.
enum RuntimeHeader {
    static let requestID = "Lambda-Runtime-Aws-Request-Id"
    static let invocationID = "Lambda-Runtime-Invocation-Id"
    static let deadline = "Lambda-Runtime-Deadline-Ms"
    static let functionARN = "Lambda-Runtime-Invoked-Function-Arn"
    static let traceID = "Lambda-Runtime-Trace-Id"
    static let clientContext = "Lambda-Runtime-Client-Context"
    static let cognitoIdentity = "Lambda-Runtime-Cognito-Identity"
    static let tenantID = "Lambda-Runtime-Aws-Tenant-Id"

    static let errorType = "Lambda-Runtime-Function-Error-Type"
    static let xRayErrorCause = "Lambda-Runtime-Function-XRay-Error-Cause"
    static let contentType = "Content-Type"
}

extension HTTPFields {
    /// The field's value. Lambda sends some fields empty when it has nothing to say, so present but empty is absent.
    subscript(nonEmpty name: String) -> String? {
        get {
            guard let name = HTTPField.Name(name), let value = self[name], !value.isEmpty else { return nil }
            return value
        }
        set {
            guard let name = HTTPField.Name(name) else { return }
            self[name] = newValue.flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
