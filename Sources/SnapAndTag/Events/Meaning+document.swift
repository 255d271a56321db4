package import JSON

extension Meaning {
    /// What an Auto Scaling document means: a notification, a lifecycle hook's message, or an EventBridge event.
    ///
    /// Decided by the members that name a kind, never by their order, the subject, or a prefix:
    /// `EC2_INSTANCE_LAUNCH` is a prefix of `EC2_INSTANCE_LAUNCH_ERROR`.
    package init(document: JSON) {
        guard case .object = document else {
            self = .nothing(reason: "it isn't a JSON object")
            return
        }
        let event = document["Event"]?.stringValue
        if let event, event == "autoscaling:TEST_NOTIFICATION" {
            self = Self.notification(event, in: document)
        } else if let transition = document["LifecycleTransition"]?.stringValue {
            self = Self.lifecycle(transition, in: document)
        } else if let event {
            self = Self.notification(event, in: document)
        } else if let detailType = document["detail-type"]?.stringValue {
            self = Self.eventBridge(detailType, in: document)
        } else {
            self = .nothing(reason: "it isn't of Auto Scaling")
        }
    }

    private static func notification(_ event: String, in document: JSON) -> Meaning {
        switch event {
        case "autoscaling:EC2_INSTANCE_LAUNCH": launch(from: document)
        case "autoscaling:TEST_NOTIFICATION": .nothing(reason: "it is a test notification")
        case "autoscaling:EC2_INSTANCE_LAUNCH_ERROR": .nothing(reason: "the launch failed")
        case "autoscaling:EC2_INSTANCE_TERMINATE": .nothing(reason: "the instance was terminated")
        case "autoscaling:EC2_INSTANCE_TERMINATE_ERROR": .nothing(reason: "a termination failed")
        default: .nothing(reason: "its Event is \(quoted(event))")
        }
    }

    private static func eventBridge(_ detailType: String, in document: JSON) -> Meaning {
        guard document["source"]?.stringValue == "aws.autoscaling", let detail = document["detail"] else {
            return .nothing(reason: "its source isn't aws.autoscaling")
        }
        switch detailType {
        case "EC2 Instance Launch Successful": return launch(from: detail)
        case "EC2 Instance-launch Lifecycle Action", "EC2 Instance-terminate Lifecycle Action":
            return lifecycle(detail["LifecycleTransition"]?.stringValue ?? "", in: detail)
        default: return .nothing(reason: "its detail-type is \(quoted(detailType))")
        }
    }

    private static func launch(from document: JSON) -> Meaning {
        switch instanceID(in: document) {
        case .success(let instanceID):
            .launch(
                Launch(
                    instanceID: instanceID,
                    groupName: document["AutoScalingGroupName"]?.stringValue,
                    activityID: document["ActivityId"]?.stringValue ?? document["RequestId"]?.stringValue
                )
            )
        case .failure(let problem): .unusable(reason: "it announces a launch, but \(problem.text)")
        }
    }

    private static func lifecycle(_ name: String, in document: JSON) -> Meaning {
        guard let transition = LifecycleAction.Transition(rawValue: name) else {
            return .nothing(reason: "its LifecycleTransition is \(quoted(name))")
        }
        guard let group = document["AutoScalingGroupName"]?.stringValue,
            let hook = document["LifecycleHookName"]?.stringValue
        else { return .unusable(reason: "it is a lifecycle action without the names of its group and hook") }
        switch instanceID(in: document) {
        case .success(let instanceID):
            return .lifecycleAction(
                LifecycleAction(
                    transition: transition,
                    instanceID: instanceID,
                    groupName: group,
                    hookName: hook,
                    token: document["LifecycleActionToken"]?.stringValue
                )
            )
        case .failure(let problem): return .unusable(reason: "it is a lifecycle action, but \(problem.text)")
        }
    }

    private struct InstanceIDProblem: Error {
        let text: String
    }

    private static func instanceID(in document: JSON) -> Result<InstanceID, InstanceIDProblem> {
        switch document["EC2InstanceId"] {
        case nil, .null: .failure(InstanceIDProblem(text: "has no EC2InstanceId"))
        case .string(""): .failure(InstanceIDProblem(text: "its EC2InstanceId is empty"))
        case .string(let text):
            InstanceID(text).map(Result.success)
                ?? .failure(InstanceIDProblem(text: "its EC2InstanceId \(quoted(text)) isn't an instance's"))
        case .some: .failure(InstanceIDProblem(text: "its EC2InstanceId isn't a string"))
        }
    }
}

/// A value from outside, made fit for a message: at most 64 characters, and no control characters.
func quoted(_ text: String) -> String {
    var shown = "\""
    for scalar in text.unicodeScalars.prefix(64) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            shown += "\u{FFFD}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown + (text.unicodeScalars.dropFirst(64).isEmpty ? "\"" : "…\"")
}
