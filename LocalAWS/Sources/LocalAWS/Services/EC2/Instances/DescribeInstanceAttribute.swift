/// Tells one attribute of an instance.
struct DescribeInstanceAttribute: EC2Operation {
    static let name = "DescribeInstanceAttribute"
    static let honours: Set<String> = ["InstanceId", "Attribute"]
    static let mutates = false

    /// The attributes there are, as the wire names them.
    enum Attribute: String, CaseIterable, Sendable {
        case blockDeviceMapping, disableApiStop, disableApiTermination, ebsOptimized, enaSupport
        case enclaveOptions, groupSet, instanceInitiatedShutdownBehavior, instanceType, kernel
        case productCodes, ramdisk, rootDeviceName, sourceDestCheck, sriovNetSupport, userData
    }

    /// An instance, and what of it is to be told.
    struct Answer: Sendable {
        let view: InstanceView
        let attribute: Attribute
    }

    let id: String
    private let attribute: Attribute

    init(_ parameters: Parameters) throws(ServiceError) {
        id = try parameters.required("InstanceId")
        try ResourceKind.instance.check(id, parameter: "instanceId")
        let name = try parameters.required("Attribute")
        guard let attribute = Attribute(rawValue: name) else {
            throw .invalidParameterValue(
                "Value (\(name)) for parameter attribute is invalid. Unknown attribute"
            )
        }
        self.attribute = attribute
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> Answer {
        state.settle(at: context.now)
        let instance = try state.instance(id, at: context.now)
        return Answer(view: InstanceView(instance, in: state, context), attribute: attribute)
    }

    static func render(_ output: Answer, to xml: inout OutputWriter) {
        let (view, name) = (output.view, output.attribute.rawValue)
        let settings = view.instance.settings
        xml.text("instanceId", view.instance.id)
        switch output.attribute {
        case .blockDeviceMapping: view.renderDevices(to: &xml)
        case .groupSet: view.renderGroups(to: &xml)
        case .disableApiStop: xml.structure(name) { $0.boolean("value", settings.isStopDisabled) }
        case .disableApiTermination:
            xml.structure(name) { $0.boolean("value", settings.isTerminationDisabled) }
        case .ebsOptimized: xml.structure(name) { $0.boolean("value", settings.isEBSOptimized) }
        case .enaSupport: xml.structure(name) { $0.boolean("value", true) }
        case .enclaveOptions:
            let isEnabled = settings.options["EnclaveOptions"]?["Enabled"]?.boolean ?? false
            xml.structure(name) { $0.boolean("enabled", isEnabled) }
        case .instanceInitiatedShutdownBehavior:
            xml.structure(name) { $0.text("value", settings.shutdownBehavior) }
        case .instanceType: xml.structure(name) { $0.text("value", settings.type) }
        case .rootDeviceName: xml.structure(name) { $0.text("value", view.instance.rootDeviceName) }
        case .sourceDestCheck:
            xml.structure(name) { $0.boolean("value", settings.checksSourceAndDestination) }
        case .userData: xml.structure(name) { $0.text("value", settings.userData) }
        // No instance here has a value of these.
        case .kernel, .productCodes, .ramdisk, .sriovNetSupport: xml.structure(name) { _ in }
        }
    }
}
