internal import Platform

/// A template in answers and filters of EC2.
extension LaunchTemplate {
    func render(to xml: inout OutputWriter) {
        xml.text("launchTemplateId", id)
        xml.text("launchTemplateName", name)
        xml.moment("createTime", createTime)
        xml.text("createdBy", createdBy)
        xml.number("defaultVersionNumber", defaultVersion)
        xml.number("latestVersionNumber", latestVersion)
        xml.tagSet(tags)
        xml.structure("operator") { $0.boolean("managed", false) }
    }

    static let filterTable = FilterTable<LaunchTemplate>(
        tags: { $0.tags },
        [
            "create-time": { [$0.createTime.iso8601] },
            "launch-template-name": { [$0.name] },
        ]
    )
}

/// A version of a template in answers and filters.
struct LaunchTemplateVersionView: Sendable {
    let version: LaunchTemplateVersion
    let templateID: String
    let templateName: String
    let isDefault: Bool
    /// Where it is in a list of versions: those of a template come latest first.
    let position: Int

    init(_ version: LaunchTemplateVersion, of template: LaunchTemplate) {
        self.version = version
        templateID = template.id
        templateName = template.name
        isDefault = version.number == template.defaultVersion
        position = template.sequence << 20 | (1 << 20 - 1 - version.number)
    }

    func render(to xml: inout OutputWriter) {
        xml.text("launchTemplateId", templateID)
        xml.text("launchTemplateName", templateName)
        xml.number("versionNumber", version.number)
        xml.text("versionDescription", version.description)
        xml.moment("createTime", version.createTime)
        xml.text("createdBy", version.createdBy)
        xml.boolean("defaultVersion", isDefault)
        xml.structure("launchTemplateData") { version.specification.render(to: &$0) }
        xml.structure("operator") { $0.boolean("managed", false) }
    }

    private var specification: LaunchSpecification { version.specification }

    static let filterTable = FilterTable<LaunchTemplateVersionView>([
        "create-time": { [$0.version.createTime.iso8601] },
        "ebs-optimized": { [$0.specification.isEBSOptimized.map { "\($0)" }] },
        "host-resource-group-arn": { [$0.specification.placement["HostResourceGroupArn"]?.text] },
        "http-endpoint": { [$0.specification.metadataOptions?.endpoint] },
        "http-tokens": { [$0.specification.metadataOptions?.tokens] },
        "iam-instance-profile": {
            [$0.specification.iamInstanceProfile?.arn, $0.specification.iamInstanceProfile?.name]
        },
        "image-id": { [$0.specification.imageID] },
        "instance-type": { [$0.specification.instanceType] },
        "is-default-version": { ["\($0.isDefault)"] },
        "kernel-id": { [$0.specification.unlaunchable["KernelId"]?.text] },
        "license-configuration-arn": {
            ($0.specification.unlaunchable["LicenseSpecification"]?.list ?? [])
                .map { $0["LicenseConfigurationArn"]?.text }
        },
        "network-card-index": {
            $0.specification.networkInterfaces.map { $0.others["NetworkCardIndex"]?.integer.map { "\($0)" } }
        },
        "ram-disk-id": { [$0.specification.unlaunchable["RamDiskId"]?.text] },
    ])
}

/// The template that a call is about.
struct LaunchTemplateTarget: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["LaunchTemplateId", "LaunchTemplateName"]

    let id: String?
    let name: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        id = parameters.optional("LaunchTemplateId")
        name = parameters.optional("LaunchTemplateName")
        guard id != nil || name != nil else {
            throw .missingParameter("LaunchTemplateId or LaunchTemplateName")
        }
        if let id { try ResourceKind.launchTemplate.check(id, parameter: "launchTemplateId") }
        guard id == nil || name == nil else {
            throw .invalidCombination(
                "A launch template is named by either LaunchTemplateId or LaunchTemplateName."
            )
        }
    }

    /// The template, which must be there.
    func template(in state: EC2State) throws(ServiceError) -> LaunchTemplate {
        try state.launchTemplate(id: id, name: name)
    }
}

/// The specification in calls that make versions.
enum LaunchTemplateData {
    /// The names of the parameters, for tables of actions.
    static let parameters = LaunchSpecification.parameters(below: "LaunchTemplateData.", for: .template)
        .union(["VersionDescription"])

    private static let maximumDescriptionLength = 255

    static func specification(_ parameters: Parameters) throws(ServiceError) -> LaunchSpecification {
        guard let data = parameters.structure("LaunchTemplateData") else {
            throw .missingParameter("LaunchTemplateData")
        }
        return try LaunchSpecification(data, for: .template)
    }

    static func description(_ parameters: Parameters) throws(ServiceError) -> String? {
        let description = parameters.optional("VersionDescription")
        if let description, description.unicodeScalars.count > maximumDescriptionLength {
            throw .invalidValue(
                description,
                for: "versionDescription",
                expected: "It must be no longer than \(maximumDescriptionLength) characters."
            )
        }
        return description
    }
}
