/// Makes a log group.
struct CreateLogGroup: LogGroupOperation {
    static let name = "CreateLogGroup"
    static let honours: Set<String> = ["logGroupName", "kmsKeyId", "tags", "logGroupClass"]
    static let refuses: Set<String> = ["deletionProtectionEnabled"]
    static let mutates = true

    let groupName: String
    private let keyARN: String?
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        keyARN = try parameters.optional("kmsKeyId").map(LogGroupKey.arn)
        tags = try LogTags.read(parameters)
        let groupClass = parameters.optional("logGroupClass") ?? LogGroup.standardClass
        guard groupClass == LogGroup.standardClass else {
            throw .invalidLogParameter("local-aws has log groups of the class STANDARD only.")
        }
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        guard state.groups[groupName] == nil else {
            throw ServiceError("ResourceAlreadyExistsException", "The specified log group already exists")
        }
        var group = LogGroup(name: groupName, creationTime: context.now)
        group.keyARN = keyARN
        group.tags = tags
        state.insert(group)
        context.note("logs", "log group \(groupName) created")
    }
}
