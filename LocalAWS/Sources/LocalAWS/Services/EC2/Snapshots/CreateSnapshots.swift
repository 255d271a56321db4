/// Makes a snapshot of each volume of an instance, all of the same moment.
struct CreateSnapshots: EC2Operation {
    static let name = "CreateSnapshots"
    static let honours: Set<String> = TagSpecifications.parameters.union([
        "InstanceSpecification.InstanceId", "InstanceSpecification.ExcludeBootVolume",
        "InstanceSpecification.ExcludeDataVolumeId.N", "Description", "CopyTagsFromSource", "Location",
    ])
    static let refuses: Set<String> = ["OutpostArn"]
    static let mutates = true

    let instanceID: String
    private let excludesBootVolume: Bool
    let excludedVolumeIDs: [String]
    private let description: String
    private let copiesTags: Bool
    let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let specification = parameters.structure("InstanceSpecification") else {
            throw .missingParameter("InstanceSpecification")
        }
        instanceID = try specification.required("InstanceId")
        try ResourceKind.instance.check(instanceID, parameter: "instanceId")
        excludesBootVolume = try specification.boolean("ExcludeBootVolume") ?? false
        excludedVolumeIDs = specification.list("ExcludeDataVolumeId")
        for id in excludedVolumeIDs { try ResourceKind.volume.check(id, parameter: "excludeDataVolumeIds") }
        description = parameters.text("Description") ?? ""
        try SnapshotLimits.checkDescription(description)
        try SnapshotLocation.check(parameters)
        let source = parameters.optional("CopyTagsFromSource")
        guard source ?? "volume" == "volume" else {
            throw .invalidValue(source ?? "", for: "CopyTagsFromSource", expected: "Expecting volume.")
        }
        copiesTags = source != nil
        tags = try TagSpecifications(parameters, for: [.snapshot]).tags(for: .snapshot)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [SnapshotView] {
        state.settle(at: context.now)
        let volumes = try volumes(in: state, context)
        for volume in volumes {
            try state.checkSnapshot(of: volume, at: context.now)
            try tags(of: volume).checkCount()
        }
        return volumes.map { volume in
            let snapshot = state.makeSnapshot(
                of: volume,
                description: description,
                tags: tags(of: volume),
                &context
            )
            return SnapshotView(snapshot, context)
        }
    }

    /// The volumes that are meant; everything that is excluded must be attached as what it is excluded as.
    private func volumes(in state: EC2State, _ context: ActionContext) throws(ServiceError) -> [Volume] {
        let instance = try state.instance(instanceID, at: context.now)
        let attached = state.volumes(of: instance, at: context.now)
        let dataVolumeIDs = attached.filter { !instance.isRoot($0) }.map(\.id)
        let strangers = excludedVolumeIDs.filter { !dataVolumeIDs.contains($0) }
        guard strangers.isEmpty else {
            throw .invalidParameterValue(
                "The volumes '\(strangers.joined(separator: ", "))' are not data volumes of instance '\(instanceID)'."
            )
        }
        let meant = attached.filter {
            !(excludesBootVolume && instance.isRoot($0)) && !excludedVolumeIDs.contains($0.id)
        }
        guard !meant.isEmpty else {
            throw .invalidParameterValue("The instance '\(instanceID)' has no volumes to make snapshots of.")
        }
        return meant
    }

    private func tags(of volume: Volume) -> TagList {
        (copiesTags ? TagList(volume.tags.userTags) : TagList()).merged(with: tags)
    }

    static func render(_ output: [SnapshotView], to xml: inout OutputWriter) {
        xml.list("snapshotSet", of: output) { $1.renderMember(to: &$0) }
    }
}
