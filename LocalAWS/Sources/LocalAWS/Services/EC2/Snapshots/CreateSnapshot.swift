/// Makes a snapshot of a volume. The call has no client token: two of them make two snapshots.
struct CreateSnapshot: EC2Operation {
    static let name = "CreateSnapshot"
    static let honours: Set<String> = TagSpecifications.parameters.union([
        "VolumeId", "Description", "Location",
    ])
    static let refuses: Set<String> = ["OutpostArn"]
    static let mutates = true

    let volumeID: String
    private let description: String
    let tags: TagList

    init(_ parameters: Parameters) throws(ServiceError) {
        volumeID = try parameters.required("VolumeId")
        try ResourceKind.volume.check(volumeID, parameter: "volumeId")
        description = parameters.text("Description") ?? ""
        try SnapshotLimits.checkDescription(description)
        try SnapshotLocation.check(parameters)
        tags = TagList(try TagSpecifications(parameters, for: [.snapshot]).tags(for: .snapshot))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> SnapshotView {
        state.settle(at: context.now)
        let volume = try state.volume(volumeID, at: context.now)
        try state.checkSnapshot(of: volume, at: context.now)
        let snapshot = state.makeSnapshot(of: volume, description: description, tags: tags, &context)
        return SnapshotView(snapshot, context)
    }

    static func render(_ output: SnapshotView, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}

/// Where a snapshot is to be kept: there are no Local Zones here.
enum SnapshotLocation {
    static func check(_ parameters: Parameters) throws(ServiceError) {
        guard let location = parameters.optional("Location"), location != "regional" else { return }
        throw .invalidValue(location, for: "Location", expected: "Only regional snapshots can be made here.")
    }
}
