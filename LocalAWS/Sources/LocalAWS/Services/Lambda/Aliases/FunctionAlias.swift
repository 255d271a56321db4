/// A name that leads to a version, or to two by chance.
struct FunctionAlias: Codable, Sendable {
    let name: String
    var version: String
    var description: String
    var routing: Routing?
    var revisionID: String

    /// How often another version is taken.
    struct Routing: Codable, Sendable, Hashable {
        let version: String
        /// From 0 to 1.
        let weight: Double
    }

    /// The version's number that a draw from 0 to 1 leads to.
    func version(draw: Double) -> String {
        guard let routing, draw < routing.weight else { return version }
        return routing.version
    }

    func names(version number: String) -> Bool {
        version == number || routing?.version == number
    }

    func render(of function: String, to writer: inout OutputWriter, _ arn: String) {
        writer.text("AliasArn", arn)
        writer.text("Name", name)
        writer.text("FunctionVersion", version)
        writer.text("Description", description)
        if let routing {
            writer.structure("RoutingConfig") {
                $0.structure("AdditionalVersionWeights") { $0.decimal(routing.version, routing.weight) }
            }
        }
        writer.text("RevisionId", revisionID)
    }
}

/// The members of an alias that a call sets.
struct AliasChange: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "FunctionVersion", "Description", "RoutingConfig", "RoutingConfig.AdditionalVersionWeights",
    ]

    let version: String?
    private let description: String?
    /// Nil leaves the weights, an inner nil takes them away.
    private let routing: FunctionAlias.Routing??

    init(_ parameters: Parameters) throws(ServiceError) {
        version = parameters.optional("FunctionVersion")
        description = parameters.text("Description")
        routing = try Self.routing(parameters)
    }

    private static func routing(_ parameters: Parameters) throws(ServiceError) -> FunctionAlias.Routing?? {
        guard let document = parameters.document("RoutingConfig") else { return nil }
        let weights = document["AdditionalVersionWeights"]?.structure ?? [:]
        guard let (version, weight) = weights.first else { return .some(nil) }
        guard weights.count == 1, let weight = weight.number, (0...1).contains(weight) else {
            throw .invalidLambdaParameter(
                "Number of items in AdditionalVersionWeights cannot be greater than 1."
            )
        }
        return FunctionAlias.Routing(version: version, weight: weight)
    }

    func apply(to alias: inout FunctionAlias) {
        if let version { alias.version = version }
        if let description { alias.description = description }
        if let routing { alias.routing = routing }
    }
}

extension LambdaFunction {
    /// Refuses an alias of versions that aren't there.
    func check(_ alias: FunctionAlias, _ context: ActionContext) throws(ServiceError) {
        for number in [alias.version, alias.routing?.version].compactMap({ $0 })
        where version(numbered: number) == nil {
            throw .functionNotFound(context.functionARN(name, number))
        }
        guard alias.routing == nil || alias.version != FunctionVersion.latest else {
            throw .invalidLambdaParameter(
                "$LATEST is not supported for an alias pointing to more than 1 version."
            )
        }
    }

    func alias(_ alias: String, _ context: ActionContext) throws(ServiceError) -> FunctionAlias {
        guard let found = aliases[alias] else {
            throw .lambdaNotFound("Cannot find alias arn: \(context.functionARN(name, alias))")
        }
        return found
    }
}
