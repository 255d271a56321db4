extension Service {
    /// Amazon EC2 Auto Scaling: groups that launch and end instances, and say so.
    static let autoScaling = Service(
        signingName: "autoscaling",
        version: "2011-01-01",
        wires: [.query],
        namespace: "http://autoscaling.amazonaws.com/doc/2011-01-01/",
        parameterErrorCode: "ValidationError",
        actions: groups + instances + messages + capacity + listings
    )

    private static let groups = [
        Action(CreateLaunchConfiguration.self),
        Action(DescribeLaunchConfigurations.self),
        Action(DeleteLaunchConfiguration.self),

        Action(CreateAutoScalingGroup.self),
        Action(UpdateAutoScalingGroup.self),
        Action(DescribeAutoScalingGroups.self),
        Action(DeleteAutoScalingGroup.self),

        Action(CreateOrUpdateTags.self),
        Action(DescribeGroupTags.self),
        Action(DeleteGroupTags.self),
    ]

    private static let instances = [
        Action(DescribeAutoScalingInstances.self),
        Action(TerminateInstanceInAutoScalingGroup.self),
        Action(AttachInstances.self),
        Action(DetachInstances.self),
        Action(EnterStandby.self),
        Action(ExitStandby.self),
        Action(SetInstanceHealth.self),
        Action(SetInstanceProtection.self),
    ]

    private static let messages = [
        Action(PutNotificationConfiguration.self),
        Action(DescribeNotificationConfigurations.self),
        Action(DeleteNotificationConfiguration.self),
        Action(DescribeAutoScalingNotificationTypes.self),

        Action(PutLifecycleHook.self),
        Action(DescribeLifecycleHooks.self),
        Action(DeleteLifecycleHook.self),
        Action(DescribeLifecycleHookTypes.self),
        Action(CompleteLifecycleAction.self),
        Action(RecordLifecycleActionHeartbeat.self),
    ]

    private static let capacity = [
        Action(SetDesiredCapacity.self),
        Action(SuspendProcesses.self),
        Action(ResumeProcesses.self),

        Action(PutScalingPolicy.self),
        Action(DescribePolicies.self),
        Action(ExecutePolicy.self),
        Action(DeleteScalingPolicy.self),

        Action(PutScheduledUpdateGroupAction.self),
        Action(DescribeScheduledActions.self),
        Action(DeleteScheduledAction.self),

        Action(EnableMetricsCollection.self),
        Action(DisableMetricsCollection.self),
    ]

    private static let listings = [
        Action(DescribeScalingActivities.self),
        Action(DescribeAccountLimits.self),
        Action(DescribeAdjustmentTypes.self),
        Action(DescribeMetricCollectionTypes.self),
        Action(DescribeScalingProcessTypes.self),
        Action(DescribeTerminationPolicyTypes.self),
        Action(DescribeLoadBalancers.self),
        Action(DescribeLoadBalancerTargetGroups.self),
        Action(DescribeTrafficSources.self),
        Action(DescribeWarmPool.self),
        Action(DescribeInstanceRefreshes.self),
    ]
}
