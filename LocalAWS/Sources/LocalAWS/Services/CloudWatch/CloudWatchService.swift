extension Service {
    /// Amazon CloudWatch: metrics and alarms.
    static let cloudWatch = Service(
        signingName: "monitoring",
        permissionPrefix: "cloudwatch",
        version: "2010-08-01",
        wires: [.json, .cbor, .query],
        namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
        targetPrefix: "GraniteServiceVersion20100801",
        jsonVersion: "1.0",
        errorShapePrefix: "com.amazonaws.cloudwatch#",
        queryErrorCodes: [
            "InvalidParameterValueException": "InvalidParameterValue",
            "InvalidParameterCombinationException": "InvalidParameterCombination",
            "MissingRequiredParameterException": "MissingParameter",
            "InternalServiceFault": "InternalServiceError",
            "LimitExceededFault": "LimitExceeded",
            "InvalidFormatFault": "InvalidFormat",
            "ResourceNotFound": "ResourceNotFound",
            "ResourceNotFoundException": "ResourceNotFoundException",
            "InvalidNextToken": "InvalidNextToken",
        ],
        actions: [
            Action(PutMetricData.self),
            Action(ListMetrics.self),
            Action(GetMetricStatistics.self),
            Action(GetMetricData.self),

            Action(PutMetricAlarm.self),
            Action(DescribeAlarms.self),
            Action(DescribeAlarmsForMetric.self),
            Action(DescribeAlarmHistory.self),
            Action(SetAlarmState.self),
            Action(EnableAlarmActions.self),
            Action(DisableAlarmActions.self),
            Action(DeleteAlarms.self),

            Action(CloudWatch.TagResource.self),
            Action(CloudWatch.UntagResource.self),
            Action(CloudWatch.ListTagsForResource.self),
        ]
    )
}

/// Where those actions of CloudWatch are whose names other services have, too.
enum CloudWatch {}

/// An action of CloudWatch that needs nothing else.
protocol CloudWatchOperation: Operation where State == CloudWatchState {}

extension CloudWatchOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudWatchState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (region: inout RegionState) throws(ServiceError) in
            try body(&region.cloudWatch)
        }
    }
}

/// The refusals of CloudWatch.
extension ServiceError {
    static func invalidMetricParameter(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterValue", message)
    }

    static func invalidMetricCombination(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterCombination", message)
    }

    static func metricValidation(_ message: String) -> ServiceError {
        ServiceError("ValidationError", message)
    }
}

extension ListPage.Names {
    /// How CloudWatch calls the token of a list whose length nobody chooses.
    static let metrics = ListPage.Names(limit: "", token: "NextToken", invalidToken: .invalidMetricsToken)
    /// How it calls the length and the token of lists of alarms.
    static let alarms = ListPage.Names(
        limit: "MaxRecords",
        token: "NextToken",
        invalidToken: .invalidMetricsToken
    )
}

extension ServiceError {
    fileprivate static let invalidMetricsToken = ServiceError("InvalidNextToken", "The token is invalid.")
}
