internal import Platform

/// Something that happened to an alarm.
struct AlarmHistoryItem: Codable, Sendable {
    enum Kind: String, Codable, Sendable {
        case configurationUpdate = "ConfigurationUpdate"
        case stateUpdate = "StateUpdate"
        case action = "Action"
    }

    let alarmName: String
    let time: Timestamp
    let kind: Kind
    let summary: String
    /// JSON.
    let data: String

    /// That an alarm was made, changed or deleted.
    static func configuration(_ name: String, _ verb: String, at now: Timestamp) -> AlarmHistoryItem {
        let type = verb == "created" ? "Create" : verb == "deleted" ? "Delete" : "Update"
        let data: Document = ["version": "1.0", "type": .text(type)]
        return AlarmHistoryItem(
            alarmName: name,
            time: now,
            kind: .configurationUpdate,
            summary: "Alarm \"\(name)\" \(verb)",
            data: data.json
        )
    }

    /// That an alarm became something else.
    static func state(_ transition: AlarmTransition) -> AlarmHistoryItem {
        let (old, new) = (transition.alarm.condition, transition.condition)
        let data: Document = ["version": "1.0", "oldState": state(old), "newState": state(new)]
        return AlarmHistoryItem(
            alarmName: transition.alarm.name,
            time: new.time,
            kind: .stateUpdate,
            summary: "Alarm updated from \(old.state.rawValue) to \(new.state.rawValue)",
            data: data.json
        )
    }

    private static func state(_ condition: AlarmCondition) -> Document {
        var members: [String: Document] = [
            "stateValue": .text(condition.state.rawValue), "stateReason": .text(condition.reason),
        ]
        if let data = condition.reasonData.flatMap({ try? Document(json: $0) }) {
            members["stateReasonData"] = data
        }
        return .structure(members)
    }

    /// What became of an action.
    static func action(
        _ alarm: MetricAlarm,
        _ target: String,
        _ outcome: Delivery.Outcome,
        at now: Timestamp
    ) -> AlarmHistoryItem {
        let summary =
            switch outcome {
            case .accepted: "Successfully executed action \(target)"
            case .refused(let reason), .postponed(let reason): "Failed to execute action \(target): \(reason)"
            }
        let state: Document = outcome == .accepted ? "Succeeded" : "Failed"
        let data: Document = ["version": "1.0", "actionState": state, "notificationResource": .text(target)]
        return AlarmHistoryItem(
            alarmName: alarm.name,
            time: now,
            kind: .action,
            summary: summary,
            data: data.json
        )
    }
}
