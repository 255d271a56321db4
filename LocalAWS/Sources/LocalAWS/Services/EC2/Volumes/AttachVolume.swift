/// Puts a volume on an instance.
struct AttachVolume: EC2Operation {
    static let name = "AttachVolume"
    static let honours: Set<String> = ["VolumeId", "InstanceId", "Device"]
    static let refuses: Set<String> = ["EbsCardIndex"]
    static let mutates = true

    let volumeID: String
    let instanceID: String
    private let device: String

    init(_ parameters: Parameters) throws(ServiceError) {
        volumeID = try parameters.required("VolumeId")
        instanceID = try parameters.required("InstanceId")
        device = try parameters.required("Device")
        try ResourceKind.volume.check(volumeID, parameter: "volumeId")
        try ResourceKind.instance.check(instanceID, parameter: "instanceId")
        try DeviceName.check(device, parameter: "device")
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> AttachmentView? {
        state.settle(at: context.now)
        let volume = try state.volume(volumeID, at: context.now)
        let instance = try state.instance(instanceID, at: context.now)
        try checkStates(volume, instance, context)
        let devices = state.volumes(of: instance, at: context.now).compactMap(\.attachment?.device)
        guard !devices.contains(device) else {
            throw .invalidParameterValue(
                "Invalid value '\(device)' for unixDevice. Attachment point \(device) is already in use"
            )
        }
        guard devices.count < Instance.maximumVolumes else {
            throw ServiceError(
                "AttachmentLimitExceeded",
                "Volume attachment limit of \(Instance.maximumVolumes) exceeded for instance '\(instanceID)'."
            )
        }
        state.attach(volumeID, to: instanceID, as: device, deleteOnTermination: false, context)
        return state.volumes[volumeID].flatMap { AttachmentView($0, at: context.now) }
    }

    private func checkStates(
        _ volume: Volume,
        _ instance: Instance,
        _ context: ActionContext
    ) throws(ServiceError) {
        switch volume.status(at: context.now) {
        case .available: break
        case .inUse:
            throw ServiceError("VolumeInUse", "\(volumeID) is already attached to an instance")
        case .creating, .deleting:
            throw .incorrectState("\(volumeID) is not 'available'.")
        }
        guard [.running, .stopped].contains(instance.state(at: context.now)) else {
            throw .incorrectState("Instance '\(instanceID)' is not 'running'.")
        }
        guard volume.zone == instance.zone else {
            throw ServiceError(
                "InvalidVolume.ZoneMismatch",
                "The volume '\(volumeID)' is not in the same availability zone as instance '\(instanceID)'"
            )
        }
    }

    static func render(_ output: AttachmentView?, to xml: inout OutputWriter) {
        output?.render(to: &xml)
    }
}

/// The names under which volumes are attached.
enum DeviceName {
    /// `/dev/sdf`, `/dev/xvdba`, `xvdf`, `/dev/sda1`: what EC2 takes as a name for a Linux or Windows device.
    static func check(_ name: String, parameter: String) throws(ServiceError) {
        let short = name.hasPrefix("/dev/") ? name.dropFirst(5) : name[...]
        let rest =
            short.hasPrefix("xvd") ? short.dropFirst(3) : short.hasPrefix("sd") ? short.dropFirst(2) : ""
        let digits = rest.drop { $0.isASCII && $0.isLowercase }
        let letters = rest.count - digits.count
        guard (1...2).contains(letters), digits.count <= 2, digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else {
            throw .invalidValue(name, for: parameter, expected: "\(name) is not a valid EBS device name.")
        }
    }
}
