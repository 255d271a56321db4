internal import Platform

/// A function: what is the same for all of its versions, and the versions.
struct LambdaFunction: Codable, Sendable {
    let name: String
    /// The version that can be changed.
    var latest: FunctionVersion
    /// The published ones, oldest first.
    var published: [FunctionVersion] = []
    /// The number of the version published last, which is never used again.
    var lastNumber = 0
    var aliases: [String: FunctionAlias] = [:]
    /// Who may invoke it, by qualifier; the empty one stands for the function itself.
    var policies: [String: FunctionPolicy] = [:]
    /// What becomes of asynchronous invocations, by qualifier.
    var eventInvokeConfigurations: [String: EventInvokeConfiguration] = [:]
    var tags: [String: String]
    /// How many invocations may run at once; nil leaves the account's limit.
    var reservedConcurrency: Int?

    init(name: String, latest: FunctionVersion, tags: [String: String]) {
        self.name = name
        self.latest = latest
        self.tags = tags
    }

    /// All versions, `$LATEST` first.
    var versions: [FunctionVersion] { [latest] + published }

    /// The version that a version's number names; nil when there is none.
    func version(numbered number: String) -> FunctionVersion? {
        number == FunctionVersion.latest ? latest : published.first { $0.number == number }
    }
}

/// A function's code and configuration at a time.
struct FunctionVersion: Codable, Sendable {
    /// The name of the version that can be changed.
    static let latest = "$LATEST"

    /// `$LATEST`, or a number from 1.
    var number: String
    var settings: FunctionSettings
    var code: FunctionCode
    /// Another after each change.
    var revisionID: String
    var lastModified: Timestamp
    /// When it becomes active.
    var activation: Timestamp
    /// When the last update has taken effect.
    var updateEnd: Timestamp

    /// `Pending` and `Active`: what it is at a moment.
    func isActive(at now: Timestamp) -> Bool { now >= activation }

    func isBeingUpdated(at now: Timestamp) -> Bool { now < updateEnd }
}

/// Finding functions.
extension LambdaState {
    /// The function of that name.
    func function(
        _ reference: FunctionReference,
        _ context: ActionContext
    ) throws(ServiceError) -> LambdaFunction {
        try reference.checkPlace(context)
        guard let function = functions[reference.name] else {
            throw .functionNotFound(reference.arn(in: context))
        }
        return function
    }

    /// The version that a reference leads to, by way of an alias if it names one.
    ///
    /// - Parameter draw: decides between the versions of an alias that has two.
    func version(
        _ reference: FunctionReference,
        _ context: ActionContext,
        draw: Double = 1
    ) throws(ServiceError) -> FunctionVersion {
        let function = try function(reference, context)
        guard let qualifier = reference.qualifier else { return function.latest }
        let number = function.aliases[qualifier]?.version(draw: draw) ?? qualifier
        guard let version = function.version(numbered: number) else {
            throw .functionNotFound(reference.arn(in: context))
        }
        return version
    }

    /// Forgets the zip files that no version has any more.
    mutating func forgetUnusedCode() {
        code.forget(allBut: Set(functions.values.flatMap { $0.versions.map(\.code.sha256) }))
    }
}
