/// Makes another version the default one.
struct ModifyLaunchTemplate: EC2Operation {
    static let name = "ModifyLaunchTemplate"
    static let honours = LaunchTemplateTarget.parameters.union(["SetDefaultVersion", "ClientToken"])
    static let mutates = true

    let target: LaunchTemplateTarget
    private let defaultVersion: String?
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        target = try LaunchTemplateTarget(parameters)
        defaultVersion = parameters.optional("SetDefaultVersion")
        idempotency = try Idempotency(parameters, of: Self.name)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> LaunchTemplate {
        var template = try target.template(in: state)
        if try idempotency?.earlierResult(in: state) != nil { return template }
        if let defaultVersion { template.defaultVersion = try template.version(defaultVersion).number }
        state.launchTemplates.update(template.id) { $0 = template }
        idempotency?.remember([template.id], in: &state)
        return template
    }

    static func render(_ output: LaunchTemplate, to xml: inout OutputWriter) {
        xml.structure("launchTemplate") { output.render(to: &$0) }
    }
}
