/// Changes one attribute of an instance, or which of its volumes end with it.
struct ModifyInstanceAttribute: EC2Operation {
    static let name = "ModifyInstanceAttribute"
    static let honours: Set<String> = Set(attributes.values.map { "\($0).Value" }).union([
        "InstanceId", "Attribute", "Value", "GroupId.N", "BlockDeviceMapping.N.DeviceName",
        "BlockDeviceMapping.N.Ebs.DeleteOnTermination", "BlockDeviceMapping.N.Ebs.VolumeId",
    ])
    static let refuses: Set<String> = [
        "BlockDeviceMapping.N.NoDevice", "BlockDeviceMapping.N.VirtualName", "EnaSupport", "Kernel",
        "Ramdisk",
        "SriovNetSupport",
    ]
    static let mutates = true

    /// The attributes that can be changed, by their names as values of `Attribute`.
    private static let attributes = [
        "disableApiStop": "DisableApiStop", "disableApiTermination": "DisableApiTermination",
        "ebsOptimized": "EbsOptimized",
        "instanceInitiatedShutdownBehavior": "InstanceInitiatedShutdownBehavior",
        "instanceType": "InstanceType", "sourceDestCheck": "SourceDestCheck", "userData": "UserData",
    ]

    /// Whether a volume ends with the instance.
    private struct Ending: Sendable {
        let deviceName: String
        let deletesOnTermination: Bool
    }

    let id: String
    let groupIDs: [String]
    private let endings: [Ending]
    private let changes: [Change]

    init(_ parameters: Parameters) throws(ServiceError) {
        id = try parameters.required("InstanceId")
        try ResourceKind.instance.check(id, parameter: "instanceId")
        groupIDs = parameters.list("GroupId")
        endings = try Self.endings(parameters)
        var changes: [Change] = []
        for (_, name) in Self.attributes.sorted(by: { $0.key < $1.key }) {
            guard let text = parameters.structure(name)?.text("Value") else { continue }
            changes.append(try Change(name, text))
        }
        let text = parameters.text("Value")
        if let attribute = parameters.optional("Attribute") {
            guard let name = Self.attributes[attribute] else {
                throw .unsupportedParameter("Attribute=\(attribute)", of: Self.name)
            }
            changes.append(try Change(name, text ?? ""))
        } else if text != nil {
            throw .missingParameter("Attribute")
        }
        guard changes.count <= 1 else {
            throw .invalidCombination(
                "Fields for multiple attribute types specified: one can be changed at a time."
            )
        }
        guard !changes.isEmpty || !groupIDs.isEmpty || !endings.isEmpty else {
            throw .invalidCombination("No attributes specified.")
        }
        self.changes = changes
    }

    private static func endings(_ parameters: Parameters) throws(ServiceError) -> [Ending] {
        var endings: [Ending] = []
        for member in parameters.structures("BlockDeviceMapping") {
            let device = try member.required("DeviceName")
            // A device's name is enough to find its volume by.
            _ = member.structure("Ebs")?.optional("VolumeId")
            guard let deletes = try member.structure("Ebs")?.boolean("DeleteOnTermination") else { continue }
            endings.append(Ending(deviceName: device, deletesOnTermination: deletes))
        }
        return endings
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        let instance = try state.instance(id, at: context.now)
        let status = instance.state(at: context.now)
        guard ![.shuttingDown, .terminated].contains(status) else {
            throw .incorrectInstanceState("The instance '\(id)' is not in a valid state for this operation.")
        }
        if changes.contains(where: \.needsStop), status != .stopped {
            throw .incorrectInstanceState("The instance '\(id)' is not in the 'stopped' state.")
        }
        for groupID in groupIDs { _ = try state.securityGroup(groupID) }
        let volumes = state.volumes(of: instance, at: context.now)
        for ending in endings where !volumes.contains(where: { $0.attachment?.device == ending.deviceName }) {
            throw .invalidParameterValue("No device is currently mapped at \(ending.deviceName)")
        }
        state.instances.update(id) { instance in
            for change in changes { change.apply(to: &instance.settings) }
            if !groupIDs.isEmpty { instance.securityGroupIDs = groupIDs }
        }
        for ending in endings {
            for volume in volumes where volume.attachment?.device == ending.deviceName {
                state.volumes.update(volume.id) {
                    $0.attachment?.deleteOnTermination = ending.deletesOnTermination
                }
            }
        }
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}

extension ModifyInstanceAttribute {
    /// An attribute and its new value.
    fileprivate enum Change: Sendable {
        case type(String)
        case userData(String?)
        case isEBSOptimized(Bool)
        case isStopDisabled(Bool)
        case isTerminationDisabled(Bool)
        case checksSourceAndDestination(Bool)
        case shutdownBehavior(String)

        init(_ name: String, _ text: String) throws(ServiceError) {
            switch name {
            case "InstanceType":
                try InstanceType.checkExistence(text)
                self = .type(text)
            case "UserData":
                try LocalAWS.UserData.check(text)
                self = .userData(text.isEmpty ? nil : text)
            case "InstanceInitiatedShutdownBehavior":
                guard ["stop", "terminate"].contains(text) else {
                    throw .invalidValue(text, for: name, expected: "Expecting stop or terminate.")
                }
                self = .shutdownBehavior(text)
            case "EbsOptimized": self = .isEBSOptimized(try Self.flag(text, name))
            case "DisableApiStop": self = .isStopDisabled(try Self.flag(text, name))
            case "DisableApiTermination": self = .isTerminationDisabled(try Self.flag(text, name))
            default: self = .checksSourceAndDestination(try Self.flag(text, name))
            }
        }

        private static func flag(_ text: String, _ name: String) throws(ServiceError) -> Bool {
            switch text.lowercased() {
            case "true": return true
            case "false": return false
            default: throw .invalidValue(text, for: name, expected: "Expecting true or false.")
            }
        }

        /// Whether an instance that runs can't have it.
        var needsStop: Bool {
            switch self {
            case .type, .userData, .isEBSOptimized: true
            case .isStopDisabled, .isTerminationDisabled, .checksSourceAndDestination, .shutdownBehavior:
                false
            }
        }

        func apply(to settings: inout InstanceSettings) {
            switch self {
            case .type(let type): settings.type = type
            case .userData(let text): settings.userData = text
            case .isEBSOptimized(let flag): settings.isEBSOptimized = flag
            case .isStopDisabled(let flag): settings.isStopDisabled = flag
            case .isTerminationDisabled(let flag): settings.isTerminationDisabled = flag
            case .checksSourceAndDestination(let flag): settings.checksSourceAndDestination = flag
            case .shutdownBehavior(let text): settings.shutdownBehavior = text
            }
        }
    }
}
