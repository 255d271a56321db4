/// Adds a version to a launch template, from nothing or from another version.
struct CreateLaunchTemplateVersion: EC2Operation {
    static let name = "CreateLaunchTemplateVersion"
    static let honours: Set<String> = LaunchTemplateData.parameters.union(LaunchTemplateTarget.parameters)
        .union(["SourceVersion", "ClientToken", "ResolveAlias"])
    static let mutates = true

    let target: LaunchTemplateTarget
    private let sourceVersion: String?
    private let specification: LaunchSpecification
    private let description: String?
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        target = try LaunchTemplateTarget(parameters)
        sourceVersion = parameters.optional("SourceVersion")
        specification = try LaunchTemplateData.specification(parameters)
        description = try LaunchTemplateData.description(parameters)
        // An image here is never named by an alias.
        _ = try parameters.boolean("ResolveAlias")
        idempotency = try Idempotency(parameters, of: Self.name)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> LaunchTemplateVersionView {
        var template = try target.template(in: state)
        if let token = try idempotency?.earlierResult(in: state)?.last {
            return LaunchTemplateVersionView(try template.version(token), of: template)
        }
        var whole = specification
        if let sourceVersion {
            whole = specification.merged(over: try template.version(sourceVersion).specification)
        }
        let version = template.add(whole, description: description, context)
        state.launchTemplates.update(template.id) { $0 = template }
        idempotency?.remember([template.id, "\(version.number)"], in: &state)
        return LaunchTemplateVersionView(version, of: template)
    }

    static func render(_ output: LaunchTemplateVersionView, to xml: inout OutputWriter) {
        xml.structure("launchTemplateVersion") { output.render(to: &$0) }
    }
}
