internal import CurlHTTP
internal import HTTPTypes

/// The Runtime API's header fields.
enum RuntimeHeader {
    static let requestID = HTTPField.Name(staticName: "Lambda-Runtime-Aws-Request-Id")
    static let invocationID = HTTPField.Name(staticName: "Lambda-Runtime-Invocation-Id")
    static let deadline = HTTPField.Name(staticName: "Lambda-Runtime-Deadline-Ms")
    static let functionARN = HTTPField.Name(staticName: "Lambda-Runtime-Invoked-Function-Arn")
    static let traceID = HTTPField.Name(staticName: "Lambda-Runtime-Trace-Id")
    static let clientContext = HTTPField.Name(staticName: "Lambda-Runtime-Client-Context")
    static let cognitoIdentity = HTTPField.Name(staticName: "Lambda-Runtime-Cognito-Identity")
    static let tenantID = HTTPField.Name(staticName: "Lambda-Runtime-Aws-Tenant-Id")

    static let errorType = HTTPField.Name(staticName: "Lambda-Runtime-Function-Error-Type")
    static let xRayErrorCause = HTTPField.Name(staticName: "Lambda-Runtime-Function-XRay-Error-Cause")
    static let contentType = HTTPField.Name(staticName: "Content-Type")
}

extension HTTPFields {
    /// The field's value. Lambda sends some fields empty when it has nothing to say, so present but empty is absent.
    subscript(nonEmpty name: HTTPField.Name) -> String? {
        get { first { $0.name == name && !$0.value.isEmpty }?.value }
        set { self[name] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }
}
