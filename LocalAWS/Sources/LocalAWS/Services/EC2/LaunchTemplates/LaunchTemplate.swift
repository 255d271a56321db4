internal import Platform

/// A launch template: a name, and the versions of what it says of instances to launch.
struct LaunchTemplate: EC2Resource {
    let id: String
    let sequence: Int
    let name: String
    let createTime: Timestamp
    let visibleTime: Timestamp
    let createdBy: String
    var goneTime: Timestamp?
    var tags: TagList
    var defaultVersion: Int
    /// The highest number that a version ever had: no number comes twice.
    private(set) var highestVersion: Int
    /// In the order of their numbers; the default one is always there.
    private(set) var versions: [LaunchTemplateVersion]

    /// A template with its first version.
    init(
        id: String,
        sequence: Int,
        name: String,
        tags: TagList,
        _ specification: LaunchSpecification,
        description: String?,
        _ context: ActionContext
    ) {
        self.id = id
        self.sequence = sequence
        self.name = name
        self.tags = tags
        createTime = context.now
        visibleTime = context.now
        createdBy = context.callerARN
        defaultVersion = 1
        highestVersion = 0
        versions = []
        add(specification, description: description, context)
    }

    /// The number of the latest version that there is.
    var latestVersion: Int { versions.last?.number ?? defaultVersion }

    func version(numbered number: Int) -> LaunchTemplateVersion? {
        versions.first { $0.number == number }
    }

    /// The version that a text means: `$Latest`, `$Default` or a number.
    func version(_ text: String) throws(ServiceError) -> LaunchTemplateVersion {
        let number =
            switch text {
            case "$Latest": latestVersion
            case "$Default", "": defaultVersion
            default: try Self.number(text)
            }
        guard let version = version(numbered: number) else { throw missingVersion("\(number)") }
        return version
    }

    /// The number that a text is.
    static func number(_ text: String) throws(ServiceError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw .invalidValue(
                text,
                for: "launchTemplateVersion",
                expected: "Expecting $Latest, $Default or a number."
            )
        }
        return number
    }

    func missingVersion(_ text: String) -> ServiceError {
        ServiceError(
            "InvalidLaunchTemplateId.VersionNotFound",
            "Could not find the specified version \(text) for the launch template with ID \(id)."
        )
    }

    /// Adds a version, whose number is the next one, and returns it.
    @discardableResult
    mutating func add(
        _ specification: LaunchSpecification,
        description: String?,
        _ context: ActionContext
    ) -> LaunchTemplateVersion {
        highestVersion += 1
        let version = LaunchTemplateVersion(
            number: highestVersion,
            description: description,
            createTime: context.now,
            createdBy: context.callerARN,
            specification: specification,
            templateID: id
        )
        versions.append(version)
        return version
    }

    /// Removes a version that isn't the default one.
    mutating func removeVersion(numbered number: Int) {
        versions.removeAll { $0.number == number && number != defaultVersion }
    }
}

/// One version of a template. It never changes.
struct LaunchTemplateVersion: Codable, Sendable {
    let number: Int
    let description: String?
    let createTime: Timestamp
    /// The ARN of who made it.
    let createdBy: String
    /// What it says; its source is this version.
    let specification: LaunchSpecification

    init(
        number: Int,
        description: String?,
        createTime: Timestamp,
        createdBy: String,
        specification: LaunchSpecification,
        templateID: String
    ) {
        self.number = number
        self.description = description
        self.createTime = createTime
        self.createdBy = createdBy
        var own = specification
        own.source = LaunchTemplateSource(id: templateID, version: number)
        self.specification = own
    }
}

extension ActionContext {
    fileprivate var callerARN: String { caller.arn(partition: region.partition) }
}
