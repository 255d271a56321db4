extension LifecycleHook {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "LifecycleHookName", "LifecycleTransition", "NotificationMetadata", "HeartbeatTimeout",
        "DefaultResult",
        "NotificationTargetARN", "RoleARN",
    ]
}

/// What a call says of a hook. Of one that is there already most may be left out.
struct LifecycleHookChange: Sendable {
    let name: String
    private let transition: LifecycleTransition?
    /// Empty for none any more.
    private let targetARN: String?
    let roleARN: String?
    private let metadata: String?
    private let heartbeatTimeout: Int?
    private let defaultResult: LifecycleActionResult?

    private static let heartbeatTimeouts = 30...7_200
    private static let maximumMetadata = 4_000

    init(_ parameters: Parameters) throws(ServiceError) {
        name = try parameters.required("LifecycleHookName")
        transition = try parameters.option("LifecycleTransition")
        targetARN = parameters.text("NotificationTargetARN")
        roleARN = parameters.text("RoleARN")
        metadata = parameters.optional("NotificationMetadata")
        heartbeatTimeout = try parameters.integer("HeartbeatTimeout")
        defaultResult = try parameters.option("DefaultResult")
        try check()
    }

    private func check() throws(ServiceError) {
        let isWellFormed =
            name.count <= 255
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_/".contains($0)) }
        guard isWellFormed else {
            throw .scalingValidation("A lifecycle hook's name has up to 255 of A-Z a-z 0-9 - _ /")
        }
        if let heartbeatTimeout, !Self.heartbeatTimeouts.contains(heartbeatTimeout) {
            throw .scalingValidation("HeartbeatTimeout must be between 30 and 7200 seconds.")
        }
        if let metadata, metadata.utf8.count > Self.maximumMetadata {
            throw .scalingValidation("NotificationMetadata has up to \(Self.maximumMetadata) characters.")
        }
        guard let targetARN, !targetARN.isEmpty else { return }
        let kinds = ["sns", "sqs", "lambda"]
        guard let service = ARN(targetARN)?.service, kinds.contains(service) else {
            throw .scalingValidation(
                "NotificationTargetARN \(targetARN) is not the ARN of an SNS topic, an SQS queue or a Lambda function."
            )
        }
    }

    /// The hook as it is then.
    ///
    /// - Parameter earlier: the hook of that name that there is.
    func hook(after earlier: LifecycleHook?) throws(ServiceError) -> LifecycleHook {
        guard let transition = transition ?? earlier?.transition else {
            throw .missingParameter("LifecycleTransition")
        }
        var hook = LifecycleHook(name: name, transition: transition)
        hook.targetARN = Self.changed(earlier?.targetARN, to: targetARN)
        hook.roleARN = Self.changed(earlier?.roleARN, to: roleARN)
        hook.metadata = metadata ?? earlier?.metadata
        hook.heartbeatTimeout = heartbeatTimeout ?? earlier?.heartbeatTimeout ?? hook.heartbeatTimeout
        hook.defaultResult = defaultResult ?? earlier?.defaultResult ?? hook.defaultResult
        return hook
    }

    private static func changed(_ earlier: String?, to text: String?) -> String? {
        guard let text else { return earlier }
        return text.isEmpty ? nil : text
    }
}
