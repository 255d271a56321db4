internal import HTTPTypes
private import JSON

/// An error in the form in which the Runtime API is told of it: a type that Lambda's metrics keep, and a message.
package struct ErrorReport: ReportableError, Equatable {
    /// `Function.SnapshotFailed`, always of Lambda's form.
    package let errorType: String
    /// At most 32 KiB, since asynchronous callers find it in records of 256 KiB.
    package let errorMessage: String
    private let taskRoot: String

    /// The report of any error: a `ReportableError` speaks for itself, of others the type's name and the description
    /// must do.
    init(_ error: any Error, taskRoot: String?) {
        let message = (error as? any ReportableError)?.errorMessage ?? String(describing: error)
        errorType = FunctionErrorType.of(error)
        errorMessage = message.truncated(toUTF8Bytes: 32_768)
        self.taskRoot = taskRoot ?? "/var/task"
    }

    /// The Runtime API's `ErrorRequest`. Swift has no stack to trace an error to.
    var body: [UInt8] {
        let request: JSON = [
            "errorMessage": .string(errorMessage), "errorType": .string(errorType), "stackTrace": [],
        ]
        return request.serialized()
    }

    var headerFields: HTTPFields {
        var fields = HTTPFields()
        fields[nonEmpty: RuntimeHeader.errorType] = errorType
        fields[nonEmpty: RuntimeHeader.xRayErrorCause] = xRayErrorCause
        return fields
    }

    /// The cause as X-Ray shows it, in printable ASCII; nil when it is larger than the 64 KiB that X-Ray keeps.
    private var xRayErrorCause: String? {
        let cause: JSON = [
            "working_directory": .string(taskRoot),
            "exceptions": [["type": .string(errorType), "message": .string(errorMessage), "stack": []]],
            "paths": [],
        ]
        let text = cause.text(.ascii)
        return text.utf8.count <= 65_536 ? text : nil
    }
}
