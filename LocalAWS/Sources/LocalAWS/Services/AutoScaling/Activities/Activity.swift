internal import Platform

/// Something that a group did, or tried to do, with an instance.
struct Activity: Codable, Sendable {
    let id: String
    let sequence: Int
    let groupName: String
    let groupARN: String
    var description: String
    let cause: String
    let startTime: Timestamp
    var endTime: Timestamp?
    var status: Status
    var statusMessage = ""
    /// In per cent.
    var progress: Int
    let details: Details
    /// Nil as long as there is none, and when none came of it.
    var instanceID: String?

    /// The states of an activity that there are here.
    enum Status: String, Codable, Sendable {
        case preInService = "PreInService"
        case inProgress = "InProgress"
        case midLifecycleAction = "MidLifecycleAction"
        case successful = "Successful"
        case failed = "Failed"
        case cancelled = "Cancelled"
    }

    /// Where it was, and what alarm was behind it.
    struct Details: Codable, Sendable, Hashable {
        /// Nil for an instance that was attached.
        let subnetID: String?
        let zone: String
        var invokingAlarm: Document?

        var document: Document {
            var members: [String: Document] = ["Availability Zone": .text(zone)]
            if let subnetID { members["Subnet ID"] = .text(subnetID) }
            if let invokingAlarm { members["InvokingAlarms"] = .list([invokingAlarm]) }
            return .structure(members)
        }
    }

    var isOver: Bool { endTime != nil }

    /// - Parameter isGroupDeleted: whether the group is no more.
    func render(isGroupDeleted: Bool, to xml: inout OutputWriter) {
        xml.text("ActivityId", id)
        xml.text("AutoScalingGroupName", groupName)
        xml.text("Description", description)
        xml.text("Cause", cause)
        xml.moment("StartTime", startTime)
        xml.moment("EndTime", endTime)
        xml.text("StatusCode", status.rawValue)
        xml.text("StatusMessage", statusMessage.isEmpty ? nil : statusMessage)
        xml.number("Progress", progress)
        xml.text("Details", details.document.json)
        xml.text("AutoScalingGroupState", isGroupDeleted ? "Deleted" : nil)
        xml.text("AutoScalingGroupARN", groupARN)
    }
}
