/// Deletes versions of a launch template: those that there are and that aren't the default one.
struct DeleteLaunchTemplateVersions: EC2Operation {
    static let name = "DeleteLaunchTemplateVersions"
    static let honours = LaunchTemplateTarget.parameters.union(["LaunchTemplateVersion.N"])
    static let mutates = true

    /// What became of each version.
    struct Outcome: Sendable {
        let template: LaunchTemplate
        let deleted: [Int]
        let refused: [(number: Int, code: String, message: String)]
    }

    private static let maximumVersions = 200

    let target: LaunchTemplateTarget
    private let numbers: [Int]

    init(_ parameters: Parameters) throws(ServiceError) {
        target = try LaunchTemplateTarget(parameters)
        var numbers: [Int] = []
        for text in parameters.list("LaunchTemplateVersion") {
            numbers.append(try LaunchTemplate.number(text))
        }
        guard !numbers.isEmpty else { throw .missingParameter("LaunchTemplateVersion") }
        guard numbers.count <= Self.maximumVersions else {
            throw .invalidParameterValue("A call takes \(Self.maximumVersions) versions at most.")
        }
        self.numbers = numbers
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> Outcome {
        var template = try target.template(in: state)
        var deleted: [Int] = []
        var refused: [(Int, String, String)] = []
        for number in numbers {
            if number == template.defaultVersion {
                refused.append((number, "unexpectedError", "The default version can't be deleted."))
            } else if template.version(numbered: number) == nil {
                let message = template.missingVersion("\(number)").message
                refused.append((number, "launchTemplateVersionDoesNotExist", message))
            } else {
                template.removeVersion(numbered: number)
                deleted.append(number)
            }
        }
        state.launchTemplates.update(template.id) { $0 = template }
        return Outcome(template: template, deleted: deleted, refused: refused)
    }

    static func render(_ output: Outcome, to xml: inout OutputWriter) {
        let template = output.template
        xml.list("successfullyDeletedLaunchTemplateVersionSet", of: output.deleted) { xml, number in
            xml.text("launchTemplateId", template.id)
            xml.text("launchTemplateName", template.name)
            xml.number("versionNumber", number)
        }
        xml.list("unsuccessfullyDeletedLaunchTemplateVersionSet", of: output.refused) { xml, refusal in
            xml.text("launchTemplateId", template.id)
            xml.text("launchTemplateName", template.name)
            xml.number("versionNumber", refusal.number)
            xml.structure("responseError") {
                $0.text("code", refusal.code)
                $0.text("message", refusal.message)
            }
        }
    }
}
