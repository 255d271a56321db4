internal import Platform

/// Finding templates.
extension EC2State {
    /// The template of an identifier or a name, of which one is given.
    func launchTemplate(id: String?, name: String?) throws(ServiceError) -> LaunchTemplate {
        if let id {
            try ResourceKind.launchTemplate.check(id, parameter: "launchTemplateId")
            guard name == nil else {
                throw .invalidCombination(
                    "A launch template is named by either LaunchTemplateId or LaunchTemplateName."
                )
            }
            guard let template = launchTemplates[id] else { throw ResourceKind.launchTemplate.notFound([id]) }
            return template
        }
        guard let name else { throw .missingParameter("LaunchTemplateId or LaunchTemplateName") }
        guard let template = launchTemplates.first(where: { $0.name == name }) else {
            throw LaunchTemplateName.notFound(name)
        }
        return template
    }
}

/// How templates are named.
enum LaunchTemplateName {
    /// Refuses a name that no template can have.
    static func check(_ name: String) throws(ServiceError) {
        let isWellFormed =
            (3...128).contains(name.utf8.count)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "().-/_".contains($0)) }
        guard isWellFormed else {
            throw ServiceError(
                "InvalidLaunchTemplateName.MalformedException",
                "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, "
                    + "and the following characters: - ( ) . / _"
            )
        }
    }

    static func notFound(_ name: String) -> ServiceError {
        ServiceError(
            "InvalidLaunchTemplateName.NotFoundException",
            "The specified launch template, with template name \(name), does not exist."
        )
    }
}
