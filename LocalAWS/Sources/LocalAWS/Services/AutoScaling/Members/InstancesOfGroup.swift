/// The instances that a call names of one group.
struct InstancesOfGroup: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["AutoScalingGroupName", "InstanceIds.N"]
    /// More are not taken by one call.
    private static let maximumCount = 20

    let groupName: String
    let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        ids = parameters.list("InstanceIds")
        guard !ids.isEmpty else { throw .missingParameter("InstanceIds") }
        guard ids.count <= Self.maximumCount else {
            throw .scalingValidation("A call takes \(Self.maximumCount) instances at most.")
        }
        guard Set(ids).count == ids.count else {
            throw .scalingValidation("An instance is named more than once.")
        }
    }

    /// The instances, which must all be there, in a state that fits.
    func members(
        of group: AutoScalingGroup,
        where fits: (GroupMember) -> Bool,
        expected: String
    ) throws(ServiceError) -> [GroupMember] {
        var members: [GroupMember] = []
        for id in ids {
            let member = try group.member(id)
            guard fits(member) else {
                throw .scalingValidation(
                    "The instance \(id) is not in \(expected): it is in state \(member.state.rawValue)."
                )
            }
            members.append(member)
        }
        return members
    }
}

extension AutoScalingGroup {
    /// Refuses a capacity beyond the bounds, as AWS words it for what moves instances.
    func checkCapacity(_ capacity: Int, to what: String) throws(ServiceError) {
        guard !(settings.minimumSize...max(settings.minimumSize, settings.maximumSize)).contains(capacity)
        else {
            return
        }
        throw .scalingValidation(
            "AutoScalingGroup \(name) has min-size=\(settings.minimumSize), max-size=\(settings.maximumSize), and "
                + "desired-size=\(settings.desiredCapacity). To \(what), please update the AutoScalingGroup sizes "
                + "appropriately."
        )
    }

    /// How many instances, in words of a cause.
    func shrinking(by count: Int) -> String {
        "shrinking the capacity from \(settings.desiredCapacity) to \(settings.desiredCapacity - count)"
    }
}
