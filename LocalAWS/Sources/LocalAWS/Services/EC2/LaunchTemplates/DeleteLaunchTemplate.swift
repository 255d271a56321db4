/// Deletes a launch template with all of its versions. What was launched from it stays.
struct DeleteLaunchTemplate: EC2Operation {
    static let name = "DeleteLaunchTemplate"
    static let honours = LaunchTemplateTarget.parameters
    static let mutates = true

    let target: LaunchTemplateTarget

    init(_ parameters: Parameters) throws(ServiceError) {
        target = try LaunchTemplateTarget(parameters)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> LaunchTemplate {
        let template = try target.template(in: state)
        state.launchTemplates.remove(template.id)
        return template
    }

    static func render(_ output: LaunchTemplate, to xml: inout OutputWriter) {
        xml.structure("launchTemplate") { output.render(to: &$0) }
    }
}
