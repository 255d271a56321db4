/// Deletes a volume that is attached to nothing.
struct DeleteVolume: EC2Operation {
    static let name = "DeleteVolume"
    static let honours: Set<String> = ["VolumeId"]
    static let mutates = true

    let volumeID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        volumeID = try parameters.required("VolumeId")
        try ResourceKind.volume.check(volumeID, parameter: "volumeId")
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        let volume = try state.volume(volumeID, at: context.now)
        switch volume.status(at: context.now) {
        case .available: break
        case .inUse:
            let instanceID = volume.attachment?.instanceID ?? ""
            throw ServiceError("VolumeInUse", "Volume \(volumeID) is currently attached to \(instanceID)")
        case .creating:
            throw .incorrectState("\(volumeID) is not 'available'.")
        case .deleting:
            throw ResourceKind.volume.notFound([volumeID])
        }
        let period = Period(from: context.now, lasting: context.timings.volumeDeletion)
        state.volumes.update(volumeID) { $0.deletion = period }
        state.expectDeparture(at: period.end)
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}
