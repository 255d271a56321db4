/// An alias and the ARN that it is found by.
struct AliasView: Sendable {
    let alias: FunctionAlias
    let function: String
    let arn: String

    init(_ alias: FunctionAlias, of function: String, _ context: ActionContext) {
        self.alias = alias
        self.function = function
        arn = context.functionARN(function, alias.name)
    }

    func render(to writer: inout OutputWriter) {
        alias.render(of: function, to: &writer, arn)
    }
}

/// Makes an alias.
struct CreateAlias: FunctionOperation {
    static let name = "CreateAlias"
    static let honours: Set<String> = AliasChange.parameters.union(["FunctionName", "Name"])
    static let mutates = true
    static let route: Route? = Route("POST /2015-03-31/functions/{FunctionName}/aliases", status: 201)

    let function: FunctionReference
    private let alias: String
    private let change: AliasChange
    private let version: String

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        alias = try parameters.required("Name")
        version = try parameters.required("FunctionVersion")
        change = try AliasChange(parameters)
        guard FunctionReference.isQualifier(alias), alias != FunctionVersion.latest, Int(alias) == nil else {
            throw .lambdaValidation(
                alias,
                at: "name",
                constraint: "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
            )
        }
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> AliasView {
        let found = try state.function(function, context)
        guard found.aliases[alias] == nil else {
            throw .lambdaConflict("Alias already exists: \(context.functionARN(found.name, alias))")
        }
        var made = FunctionAlias(
            name: alias,
            version: version,
            description: "",
            revisionID: context.identifiers.uuid()
        )
        change.apply(to: &made)
        try found.check(made, context)
        state.functions[found.name]?.aliases[alias] = made
        return AliasView(made, of: found.name, context)
    }

    static func render(_ output: AliasView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Shows an alias.
struct GetAlias: FunctionOperation {
    static let name = "GetAlias"
    static let honours: Set<String> = ["FunctionName", "Name"]
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}/aliases/{Name}")

    let function: FunctionReference
    private let alias: String

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        alias = try parameters.required("Name")
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> AliasView {
        let found = try state.function(function, context)
        return AliasView(try found.alias(alias, context), of: found.name, context)
    }

    static func render(_ output: AliasView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Changes an alias.
struct UpdateAlias: FunctionOperation {
    static let name = "UpdateAlias"
    static let honours: Set<String> = AliasChange.parameters.union(["FunctionName", "Name", "RevisionId"])
    static let mutates = true
    static let route: Route? = Route("PUT /2015-03-31/functions/{FunctionName}/aliases/{Name}")

    let function: FunctionReference
    private let alias: String
    private let change: AliasChange
    private let revisionID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        alias = try parameters.required("Name")
        change = try AliasChange(parameters)
        revisionID = parameters.optional("RevisionId")
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> AliasView {
        let found = try state.function(function, context)
        var changed = try found.alias(alias, context)
        if let revisionID, revisionID != changed.revisionID { throw .staleRevision }
        change.apply(to: &changed)
        try found.check(changed, context)
        changed.revisionID = context.identifiers.uuid()
        state.functions[found.name]?.aliases[alias] = changed
        return AliasView(changed, of: found.name, context)
    }

    static func render(_ output: AliasView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Deletes an alias; one that isn't there is deleted too.
struct DeleteAlias: FunctionOperation {
    static let name = "DeleteAlias"
    static let honours: Set<String> = ["FunctionName", "Name"]
    static let mutates = true
    static let route: Route? = Route(
        "DELETE /2015-03-31/functions/{FunctionName}/aliases/{Name}",
        status: 204
    )

    let function: FunctionReference
    private let alias: String

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        alias = try parameters.required("Name")
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        state.functions[found.name]?.aliases[alias] = nil
    }
}

/// Lists the aliases of a function.
struct ListFunctionAliases: FunctionOperation {
    static let name = "ListAliases"
    static let honours: Set<String> = MarkerRequest.parameters.union(["FunctionName", "FunctionVersion"])
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}/aliases")

    let function: FunctionReference
    private let version: String?
    private let page: MarkerRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        version = parameters.optional("FunctionVersion")
        page = try MarkerRequest(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<AliasView> {
        let found = try state.function(function, context)
        let aliases = found.aliases.values.filter { version.map($0.names(version:)) ?? true }
        let page = page.page(of: aliases.sorted { $0.name < $1.name }, by: \.name)
        return Page(
            items: page.items.map { AliasView($0, of: found.name, context) },
            nextToken: page.nextToken
        )
    }

    static func render(_ output: Page<AliasView>, to writer: inout OutputWriter) {
        writer.list("Aliases", of: output.items) { $1.render(to: &$0) }
        writer.text("NextMarker", output.nextToken)
    }
}
