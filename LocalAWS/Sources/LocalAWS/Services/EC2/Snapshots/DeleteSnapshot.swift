/// Deletes a snapshot; one that is pending goes when it is completed.
struct DeleteSnapshot: EC2Operation {
    static let name = "DeleteSnapshot"
    static let honours: Set<String> = ["SnapshotId"]
    static let mutates = true

    let snapshotID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        snapshotID = try parameters.required("SnapshotId")
        try ResourceKind.snapshot.check(snapshotID, parameter: "snapshotId")
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        if let image = state.images.image(withSnapshot: snapshotID) {
            throw ServiceError(
                "InvalidSnapshot.InUse",
                "The snapshot \(snapshotID) is currently in use by \(image.id)"
            )
        }
        let snapshot = try state.snapshot(snapshotID, at: context.now)
        let moment = max(context.now, snapshot.completionTime)
        state.snapshots.update(snapshotID) { $0.goneTime = moment }
        state.expectDeparture(at: moment)
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}
