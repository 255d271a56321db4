internal import Platform

/// An alarm that asks for a group to be scaled.
struct ScalingAlarm: Sendable {
    let name: String
    /// `ALARM`, as a rule.
    let state: String
    /// How far the metric is beyond the threshold.
    let breach: Double?
    /// The alarm as the messages of launches and terminations have it in `InvokingAlarms`.
    let document: Document?
}

extension ScalingAlarm {
    /// The alarm of the notification that CloudWatch hands to a policy.
    fileprivate init?(notification: Document) {
        guard let name = notification["AlarmName"]?.text, let state = notification["NewStateValue"]?.text
        else {
            return nil
        }
        self.name = name
        self.state = state
        let threshold = notification["Trigger"]?["Threshold"]?.number
        let value = notification["NewStateReason"]?.text.flatMap(Self.firstDatapoint)
        breach = value.flatMap { value in threshold.map { value - $0 } }
        document = Self.invoking(notification)
    }

    /// The latest of the datapoints that a reason has in brackets: `… datapoints [65.0 (15/01/26 12:00:00)] was …`.
    private static func firstDatapoint(in reason: String) -> Double? {
        let bracketed = reason.split(separator: "[", maxSplits: 1).dropFirst().first
        return bracketed.flatMap { Double($0.prefix { $0 != " " }) }
    }

    /// As messages have it: with moments in milliseconds, and without the alarm's other actions.
    private static func invoking(_ notification: Document) -> Document? {
        guard var members = notification.structure else { return nil }
        for list in ["OKActions", "AlarmActions", "InsufficientDataActions"] { members[list] = nil }
        for moment in ["StateChangeTime", "AlarmConfigurationUpdatedTimestamp"] {
            guard let text = members[moment]?.text else { continue }
            let utc = text.replacing("+0000", with: "Z")
            members[moment] = Timestamp(iso8601: utc).map { .integer($0.millisecondsSinceEpoch) }
        }
        return .structure(members)
    }
}

extension CloudState {
    /// Does what a policy says that an alarm's notification is handed to.
    mutating func scale(by delivery: Delivery, _ context: inout ActionContext) -> Delivery.Outcome {
        guard let notification = try? Document(json: delivery.payload),
            let alarm = ScalingAlarm(notification: notification)
        else { return .refused("only alarms have groups scaled") }
        let isDone = scale(byPolicy: delivery.target, alarm, &context)
        return isDone ? .accepted : .refused("the policy isn't there, or can't change anything now")
    }

    /// Does what a policy says that is among an alarm's actions.
    ///
    /// - Returns: whether there is such a policy and it changed anything.
    @discardableResult
    mutating func scale(
        byPolicy arn: String,
        _ alarm: ScalingAlarm,
        _ context: inout ActionContext
    ) -> Bool {
        guard let place = ARN(arn).flatMap({ Region($0.region) }) else { return false }
        return withRegion(place) { region in
            let owner = region.autoScaling.groupList.first { $0.policies.contains { $0.arn == arn } }
            guard let group = owner, let policy = group.policies.first(where: { $0.arn == arn }),
                policy.isEnabled, !group.isDeleting, !group.isSuspended(.alarmNotification)
            else { return false }
            if policy.rule.kind == .simple {
                let isFree: Void? = try? region.checkCooldown(
                    of: group,
                    seconds: policy.rule.cooldown,
                    at: context.now
                )
                guard isFree != nil else { return false }
            }
            return region.scale(
                group,
                by: policy,
                breach: alarm.breach,
                because:
                    "a monitor alarm \(alarm.name) in state \(alarm.state) triggered policy \(policy.name)",
                alarm: alarm.document,
                &context
            )
        }
    }
}

extension RegionState {
    /// Changes a group's capacity as a policy says, within its bounds.
    ///
    /// - Returns: whether that was a change.
    @discardableResult
    mutating func scale(
        _ group: AutoScalingGroup,
        by policy: ScalingPolicy,
        breach: Double?,
        because what: String,
        alarm: Document? = nil,
        _ context: inout ActionContext
    ) -> Bool {
        let settings = group.settings
        guard let wanted = policy.rule.capacity(from: settings.desiredCapacity, breach: breach) else {
            return false
        }
        let capacity = min(max(wanted, settings.minimumSize), settings.maximumSize)
        guard capacity != settings.desiredCapacity else { return false }
        autoScaling.update(group.name) {
            $0.setDesiredCapacity(capacity, because: what, at: context.now)
            $0.reason?.invokingAlarm = alarm
        }
        scheduleReconciliation(of: group, &context)
        context.note(
            "autoscaling",
            "Policy \(policy.name) has group \(group.name) have \(capacity) instances"
        )
        return true
    }
}
