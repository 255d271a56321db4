/// The KMS key that a log group is given. CloudWatch Logs uses it in its own name, let in by the key's policy, which there
/// is none of here: the key is only remembered.
enum LogGroupKey {
    /// The ARN of a key, as it came.
    ///
    /// - Throws: a refusal of what isn't one.
    static func arn(_ text: String) throws(ServiceError) -> String {
        guard let arn = ARN(text), arn.service == "kms", arn.resource.hasPrefix("key/") else {
            throw .invalidLogParameter(
                "The specified KMS Key Id could not be found: \(text) is no key's ARN."
            )
        }
        return text
    }
}

/// Gives a log group a key, in place of the one that it may have.
struct AssociateKmsKey: LogGroupOperation {
    static let name = "AssociateKmsKey"
    static let honours: Set<String> = ["logGroupName", "kmsKeyId"]
    static let refuses: Set<String> = ["resourceIdentifier"]
    static let mutates = true

    let groupName: String
    private let keyARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        keyARN = try LogGroupKey.arn(try parameters.required("kmsKeyId"))
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        state.updateGroup(groupName) { $0.keyARN = keyARN }
    }
}

/// Takes a log group's key from it.
struct DisassociateKmsKey: LogGroupOperation {
    static let name = "DisassociateKmsKey"
    static let honours: Set<String> = ["logGroupName"]
    static let refuses: Set<String> = ["resourceIdentifier"]
    static let mutates = true

    let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        state.updateGroup(groupName) { $0.keyARN = nil }
    }
}
