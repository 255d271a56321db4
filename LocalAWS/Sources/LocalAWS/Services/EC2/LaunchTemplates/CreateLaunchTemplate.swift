/// Makes a launch template with its first version.
struct CreateLaunchTemplate: EC2Operation {
    static let name = "CreateLaunchTemplate"
    static let honours: Set<String> = LaunchTemplateData.parameters.union(TagSpecifications.parameters).union(
        [
            "LaunchTemplateName", "ClientToken",
        ])
    static let refuses: Set<String> = ["Operator"]
    static let mutates = true

    private let templateName: String
    private let specification: LaunchSpecification
    private let description: String?
    let tags: TagList
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        templateName = try parameters.required("LaunchTemplateName")
        try LaunchTemplateName.check(templateName)
        specification = try LaunchTemplateData.specification(parameters)
        description = try LaunchTemplateData.description(parameters)
        // The template's own tags; those of what it launches are in its data.
        tags = TagList(try TagSpecifications(parameters, for: [.launchTemplate]).tags(for: .launchTemplate))
        idempotency = try Idempotency(parameters, of: Self.name)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> LaunchTemplate {
        if let id = try idempotency?.earlierResult(in: state)?.first {
            return try state.launchTemplate(id: id, name: nil)
        }
        guard !state.launchTemplates.contains(where: { $0.name == templateName }) else {
            throw ServiceError(
                "InvalidLaunchTemplateName.AlreadyExistsException",
                "Launch template name already in use."
            )
        }
        let template = LaunchTemplate(
            id: context.identifiers.resourceID(ResourceKind.launchTemplate.rawValue),
            sequence: state.nextSequence(),
            name: templateName,
            tags: tags,
            specification,
            description: description,
            context
        )
        state.launchTemplates.insert(template)
        idempotency?.remember([template.id], in: &state)
        return template
    }

    static func render(_ output: LaunchTemplate, to xml: inout OutputWriter) {
        xml.structure("launchTemplate") { output.render(to: &$0) }
    }
}
