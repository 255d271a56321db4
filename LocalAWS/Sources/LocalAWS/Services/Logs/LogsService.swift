extension Service {
    /// Amazon CloudWatch Logs.
    static let logs = Service(
        signingName: "logs",
        version: "2014-03-28",
        wires: [.json],
        targetPrefix: "Logs_20140328",
        jsonVersion: "1.1",
        parameterErrorCode: "InvalidParameterException",
        // A batch of a megabyte, with its timestamps and what JSON needs around and within its texts.
        maximumBodyBytes: 8 * 1_048_576,
        actions: [
            Action(CreateLogGroup.self),
            Action(DescribeLogGroups.self),
            Action(PutRetentionPolicy.self),
            Action(DeleteRetentionPolicy.self),
            Action(AssociateKmsKey.self),
            Action(DisassociateKmsKey.self),
            Action(DeleteLogGroup.self),

            Action(CreateLogStream.self),
            Action(DescribeLogStreams.self),
            Action(DeleteLogStream.self),

            Action(PutLogEvents.self),
            Action(GetLogEvents.self),
            Action(FilterLogEvents.self),

            Action(PutMetricFilter.self),
            Action(DescribeMetricFilters.self),
            Action(DeleteMetricFilter.self),
            Action(TestMetricFilter.self),

            Action(Logs.TagResource.self),
            Action(Logs.UntagResource.self),
            Action(Logs.ListTagsForResource.self),
            Action(TagLogGroup.self),
            Action(UntagLogGroup.self),
            Action(ListTagsLogGroup.self),
        ]
    )
}

/// Where those actions of CloudWatch Logs are whose names other services have, too.
enum Logs {}

/// An action of CloudWatch Logs that needs nothing else.
protocol LogsOperation: Operation where State == LogsState {}

extension LogsOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout LogsState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (region: inout RegionState) throws(ServiceError) in
            try body(&region.logs)
        }
    }
}

/// An action on one log group, which is what it must be allowed on.
protocol LogGroupOperation: LogsOperation {
    var groupName: String { get }
}

extension LogGroupOperation {
    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName)
    }
}

/// The refusals of CloudWatch Logs.
extension ServiceError {
    static func invalidLogParameter(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterException", message)
    }

    static let unknownLogGroup = ServiceError(
        "ResourceNotFoundException",
        "The specified log group does not exist."
    )

    static let unknownLogStream = ServiceError(
        "ResourceNotFoundException",
        "The specified log stream does not exist."
    )
}
