/// Allows somebody to invoke a function.
struct AddFunctionPermission: FunctionOperation {
    static let name = "AddPermission"
    static let honours: Set<String> = [
        "FunctionName", "Qualifier", "StatementId", "Action", "Principal", "SourceArn", "SourceAccount",
        "EventSourceToken", "PrincipalOrgID", "RevisionId",
    ]
    static let refuses: Set<String> = ["FunctionUrlAuthType", "InvokedViaFunctionUrl"]
    static let mutates = true
    static let route: Route? = Route("POST /2015-03-31/functions/{FunctionName}/policy", status: 201)

    let function: FunctionReference
    private let statement: FunctionStatement
    private let revisionID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
        revisionID = parameters.optional("RevisionId")
        statement = FunctionStatement(
            id: try parameters.required("StatementId"),
            action: try parameters.required("Action"),
            principal: try parameters.required("Principal"),
            sourceARN: parameters.optional("SourceArn"),
            sourceAccount: parameters.optional("SourceAccount"),
            eventSourceToken: parameters.optional("EventSourceToken"),
            organisationID: parameters.optional("PrincipalOrgID")
        )
        try Self.check(statement)
    }

    private static func check(_ statement: FunctionStatement) throws(ServiceError) {
        guard FunctionReference.isQualifier(statement.id), statement.id.utf8.count <= 100 else {
            throw .lambdaValidation(
                statement.id,
                at: "statementId",
                constraint: "Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)"
            )
        }
        guard statement.action == "*" || statement.action.hasPrefix("lambda:") else {
            throw .lambdaValidation(
                statement.action,
                at: "action",
                constraint:
                    "Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])"
            )
        }
        let isPrincipal =
            statement.principal == "*" || statement.principal.hasSuffix(".amazonaws.com")
            || statement.principal.hasPrefix("arn:")
            || statement.principal.utf8.count == 12 && statement.principal.allSatisfy(\.isNumber)
        guard isPrincipal else {
            throw .invalidLambdaParameter(
                "The provided principal was invalid. Please check the principal and try again."
            )
        }
        if let arn = statement.sourceARN, !arn.hasPrefix("arn:") {
            throw .lambdaValidation(
                arn,
                at: "sourceArn",
                constraint: "Member must satisfy regular expression pattern: arn:(aws[a-zA-Z0-9-]*):..."
            )
        }
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Document {
        let found = try state.function(function, context)
        _ = try state.version(function, context)
        var policy = found.policy(function) ?? FunctionPolicy(revisionID: "")
        if let revisionID, revisionID != policy.revisionID { throw .staleRevision }
        guard !policy.statements.contains(where: { $0.id == statement.id }) else {
            throw .lambdaConflict(
                "The statement id (\(statement.id)) provided already exists. Please provide a new statement id, or remove "
                    + "the existing statement."
            )
        }
        let arn = function.arn(in: context)
        policy.statements.append(statement)
        guard policy.document(resource: arn).jsonBytes.count <= FunctionPolicy.sizeLimit else {
            throw ServiceError(
                "PolicyLengthExceededException",
                "The final policy size (\(policy.document(resource: arn).jsonBytes.count)) is bigger than the limit "
                    + "(\(FunctionPolicy.sizeLimit))."
            )
        }
        policy.revisionID = context.identifiers.uuid()
        state.functions[found.name]?.policies[function.qualifier ?? ""] = policy
        return statement.document(resource: arn)
    }

    static func render(_ output: Document, to writer: inout OutputWriter) {
        writer.text("Statement", output.json)
    }
}

/// Shows who may do what with a function.
struct GetFunctionPolicy: FunctionOperation {
    static let name = "GetPolicy"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions/{FunctionName}/policy")

    /// The policy's text.
    struct Output: Sendable {
        let policy: String
        let revisionID: String
    }

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> Output
    {
        guard let policy = try state.function(function, context).policy(function) else {
            throw .lambdaNotFound("The resource you requested does not exist.")
        }
        return Output(
            policy: policy.document(resource: function.arn(in: context)).json,
            revisionID: policy.revisionID
        )
    }

    static func render(_ output: Output, to writer: inout OutputWriter) {
        writer.text("Policy", output.policy)
        writer.text("RevisionId", output.revisionID)
    }
}

/// Takes back what one AddPermission allowed.
struct RemoveFunctionPermission: FunctionOperation {
    static let name = "RemovePermission"
    static let honours: Set<String> = ["FunctionName", "StatementId", "Qualifier", "RevisionId"]
    static let mutates = true
    static let route: Route? = Route(
        "DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId}",
        status: 204
    )

    let function: FunctionReference
    private let statementID: String
    private let revisionID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
        statementID = try parameters.required("StatementId")
        revisionID = parameters.optional("RevisionId")
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        guard var policy = found.policy(function),
            let index = policy.statements.firstIndex(where: { $0.id == statementID })
        else { throw .lambdaNotFound("Statement \(statementID) is not found in resource policy.") }
        if let revisionID, revisionID != policy.revisionID { throw .staleRevision }
        policy.statements.remove(at: index)
        policy.revisionID = context.identifiers.uuid()
        let isEmpty = policy.statements.isEmpty
        state.functions[found.name]?.policies[function.qualifier ?? ""] = isEmpty ? nil : policy
    }
}
