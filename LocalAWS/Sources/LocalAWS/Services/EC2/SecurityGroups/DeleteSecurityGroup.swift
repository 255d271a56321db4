/// Deletes a security group that nothing uses.
struct DeleteSecurityGroup: EC2Operation {
    static let name = "DeleteSecurityGroup"
    static let honours = SecurityGroupTarget.parameters
    static let mutates = true

    let target: SecurityGroupTarget

    init(_ parameters: Parameters) throws(ServiceError) {
        target = try SecurityGroupTarget(parameters)
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> String {
        state.settle(at: context.now)
        let group = try target.group(in: state)
        guard !group.isDefault else {
            throw ServiceError(
                "CannotDelete",
                "the specified group: \"\(group.id)\" name: \"default\" cannot be deleted by a user"
            )
        }
        let now = context.now
        let isOnInstance = state.instances.contains {
            $0.securityGroupIDs.contains(group.id) && $0.state(at: now) != .terminated
        }
        let isReferred = state.securityGroups.contains { other in
            other.id != group.id && other.rules.contains { $0.peer == .group(group.id) }
        }
        guard !isOnInstance, !isReferred else {
            throw ServiceError("DependencyViolation", "resource \(group.id) has a dependent object")
        }
        state.securityGroups.remove(group.id)
        return group.id
    }

    static func render(_ output: String, to xml: inout OutputWriter) {
        xml.boolean("return", true)
        xml.text("groupId", output)
    }
}
