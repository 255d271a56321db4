/// What a group's instances are made after.
enum LaunchSource: Codable, Sendable, Hashable {
    case template(TemplateReference)
    case configuration(String)
    case mixed(MixedInstancesPolicy)

    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = MixedInstancesPolicy.parameters
        .union(TemplateReference.parameters.map { "LaunchTemplate.\($0)" })
        .union(["LaunchConfigurationName"])

    /// What a call names; nil when it names nothing.
    static func requested(by parameters: Parameters) throws(ServiceError) -> LaunchSource? {
        var sources: [LaunchSource] = []
        if let template = parameters.structure("LaunchTemplate") {
            sources.append(.template(try TemplateReference(template)))
        }
        if let name = parameters.optional("LaunchConfigurationName") { sources.append(.configuration(name)) }
        if let policy = parameters.structure("MixedInstancesPolicy") {
            sources.append(.mixed(try MixedInstancesPolicy(policy)))
        }
        guard sources.count <= 1 else {
            throw .scalingValidation(
                "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
                    + "MixedInstancesPolicy parameter."
            )
        }
        return sources.first
    }

    func render(to xml: inout OutputWriter) {
        switch self {
        case .template(let template): xml.structure("LaunchTemplate") { template.render(to: &$0) }
        case .configuration(let name): xml.text("LaunchConfigurationName", name)
        case .mixed(let policy): policy.render(to: &xml)
        }
    }
}

/// A version of a launch template, as a group or an instance has it.
struct TemplateReference: Codable, Sendable, Hashable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["LaunchTemplateId", "LaunchTemplateName", "Version"]

    /// Nil until the template was looked up.
    var id: String?
    var name: String?
    /// A number, `$Default` or `$Latest`.
    var version: String

    init(id: String, name: String, version: String) {
        self.id = id
        self.name = name
        self.version = version
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        id = parameters.optional("LaunchTemplateId")
        name = parameters.optional("LaunchTemplateName")
        version = parameters.optional("Version") ?? "$Default"
        guard (id == nil) != (name == nil) else {
            throw .scalingValidation(
                "Valid requests must contain either launchTemplateId or LaunchTemplateName"
            )
        }
    }

    func render(to xml: inout OutputWriter) {
        xml.text("LaunchTemplateId", id)
        xml.text("LaunchTemplateName", name)
        xml.text("Version", version)
    }
}
