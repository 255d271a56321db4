/// Makes a security group that lets nothing in and everything out.
struct CreateSecurityGroup: EC2Operation {
    static let name = "CreateSecurityGroup"
    static let honours = TagSpecifications.parameters.union(["GroupName", "GroupDescription", "VpcId"])
    static let mutates = true

    private let groupName: String
    private let description: String
    let vpcID: String?
    let tags: TagList

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("GroupName")
        description = try parameters.required("GroupDescription")
        vpcID = parameters.optional("VpcId")
        tags = TagList(try TagSpecifications(parameters, for: [.securityGroup]).tags(for: .securityGroup))
        for (name, text) in [("groupName", groupName), ("groupDescription", description)] {
            try Self.check(text, name)
        }
        guard !groupName.hasPrefix("sg-") else {
            throw .invalidParameterValue(
                "Value (\(groupName)) for parameter groupName is invalid. Group names may not be in the format sg-*."
            )
        }
    }

    /// Names and descriptions are of the same characters.
    private static func check(_ text: String, _ name: String) throws(ServiceError) {
        let isWellFormed =
            text.utf8.count <= 255
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "._-:/()#,@[]+=&;{}!$* ".contains($0))
            }
        guard isWellFormed else {
            throw .invalidParameterValue(
                "Value (\(text)) for parameter \(name) is invalid. Character sets beyond ASCII are not supported."
            )
        }
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> SecurityGroupView {
        guard vpcID == nil || vpcID == state.network.vpcID else {
            throw ResourceKind.vpc.notFound([vpcID ?? ""])
        }
        guard groupName != SecurityGroup.defaultName else {
            throw ServiceError("InvalidGroup.Reserved", "The security group name 'default' is reserved")
        }
        guard !state.securityGroups.contains(where: { $0.name == groupName }) else {
            throw ServiceError(
                "InvalidGroup.Duplicate",
                "The security group '\(groupName)' already exists for VPC '\(state.network.vpcID)'"
            )
        }
        var group = SecurityGroup(
            id: context.identifiers.resourceID(ResourceKind.securityGroup.rawValue),
            sequence: state.nextSequence(),
            name: groupName,
            description: description,
            visibleTime: context.now,
            tags: tags
        )
        group.add(isEgress: true, .everything, .ipv4("0.0.0.0/0"), &context.identifiers)
        state.securityGroups.insert(group)
        return SecurityGroupView(group, in: state.network, context)
    }

    static func render(_ output: SecurityGroupView, to xml: inout OutputWriter) {
        xml.boolean("return", true)
        xml.text("groupId", output.group.id)
        xml.text("securityGroupArn", output.arn)
        xml.tagSet(output.group.tags)
    }
}
