/// Takes a volume off its instance.
struct DetachVolume: EC2Operation {
    static let name = "DetachVolume"
    static let honours: Set<String> = ["VolumeId", "InstanceId", "Device", "Force"]
    static let mutates = true

    let volumeID: String
    let instanceID: String?
    private let device: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        volumeID = try parameters.required("VolumeId")
        instanceID = parameters.optional("InstanceId")
        device = parameters.optional("Device")
        // No guest here can hold on to a device, so that a forced detachment is like any other.
        _ = try parameters.boolean("Force")
        try ResourceKind.volume.check(volumeID, parameter: "volumeId")
        if let instanceID { try ResourceKind.instance.check(instanceID, parameter: "instanceId") }
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> AttachmentView {
        state.settle(at: context.now)
        let now = context.now
        let volume = try state.volume(volumeID, at: now)
        if let instanceID { _ = try state.instance(instanceID, at: now) }
        guard let attachment = volume.attachment(at: now) else {
            throw .incorrectState(
                "Volume '\(volumeID)' is in the '\(volume.status(at: now).rawValue)' state."
            )
        }
        try check(attachment, in: state, context)
        let period = Period(from: now, lasting: context.timings.volumeDetachment)
        state.volumes.update(volumeID) { $0.attachment?.detachment = attachment.detachment ?? period }
        return AttachmentView(volumeID: volumeID, attachment: attachment, status: "detaching")
    }

    private func check(
        _ attachment: VolumeAttachment,
        in state: EC2State,
        _ context: ActionContext
    ) throws(ServiceError) {
        guard instanceID ?? attachment.instanceID == attachment.instanceID,
            device ?? attachment.device == attachment.device
        else {
            throw ServiceError(
                "InvalidAttachment.NotFound",
                "The volume '\(volumeID)' is not attached to instance '\(instanceID ?? attachment.instanceID)' "
                    + "as device '\(device ?? attachment.device)'."
            )
        }
        let instance = try state.instance(attachment.instanceID, at: context.now)
        guard attachment.device != instance.rootDeviceName || instance.state(at: context.now) == .terminated
        else {
            throw ServiceError(
                "OperationNotPermitted",
                "Unable to detach root volume '\(volumeID)' from instance '\(attachment.instanceID)'"
            )
        }
    }

    static func render(_ output: AttachmentView, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}
