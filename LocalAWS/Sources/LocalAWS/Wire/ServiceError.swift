/// A refusal as AWS words it. Each wire format renders it in its own way.
struct ServiceError: Error, Equatable, Sendable {
    /// AWS's code, such as `InvalidVolume.NotFound`.
    let code: String
    /// AWS's text for a person.
    let message: String
    /// The HTTP status.
    let status: Int
    /// Whether it is a general refusal of a parameter, for which many services have one code of their own.
    let isAboutParameter: Bool

    init(_ code: String, _ message: String, status: Int = 400, isAboutParameter: Bool = false) {
        self.code = code
        self.message = message
        self.status = status
        self.isAboutParameter = isAboutParameter
    }

    /// The same refusal under another code.
    func coded(_ code: String) -> ServiceError {
        ServiceError(code, message, status: status)
    }

    /// Whether the fault is the caller's, which the query protocol states apart from the status.
    var isSenderFault: Bool { status < 500 }
}

/// The refusals that every service has in common.
extension ServiceError {
    /// For what isn't in a service's table of actions.
    static func invalidAction(_ action: String) -> ServiceError {
        ServiceError(
            "InvalidAction",
            "The action \(action) is not valid for this web service, or local-aws does not emulate it."
        )
    }

    static let missingAction = ServiceError("MissingAction", "The request must contain the parameter Action.")

    static func missingParameter(_ name: String) -> ServiceError {
        ServiceError(
            "MissingParameter",
            "The request must contain the parameter \(name)",
            isAboutParameter: true
        )
    }

    static func unknownParameter(_ name: String) -> ServiceError {
        ServiceError("UnknownParameter", "The parameter \(name) is not recognized", isAboutParameter: true)
    }

    /// For a parameter that AWS has and the emulator doesn't honour: refused, because ignoring it would be a
    /// lie.
    static func unsupportedParameter(_ name: String, of action: String) -> ServiceError {
        ServiceError(
            "UnsupportedOperation",
            "The parameter \(name) of \(action) is not supported by local-aws.",
            isAboutParameter: true
        )
    }

    static func invalidValue(_ value: String, for name: String, expected: String) -> ServiceError {
        ServiceError(
            "InvalidParameterValue",
            "Value (\(value)) for parameter \(name) is invalid. \(expected)",
            isAboutParameter: true
        )
    }

    static func unexpectedType(of name: String, expected: String) -> ServiceError {
        ServiceError("SerializationException", "The member \(name) is not \(expected).")
    }

    static func malformedQuery(_ reason: String) -> ServiceError {
        ServiceError("MalformedQueryString", "The query string contains a syntax error: \(reason)")
    }

    static func requestTooLarge(limitInBytes: Int) -> ServiceError {
        ServiceError(
            "RequestEntityTooLarge",
            "The request body is longer than \(limitInBytes) bytes.",
            status: 413
        )
    }
}
