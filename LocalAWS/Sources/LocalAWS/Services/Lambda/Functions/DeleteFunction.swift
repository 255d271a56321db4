/// Deletes a function with all of its versions, or one version.
struct DeleteFunction: FunctionOperation {
    static let name = "DeleteFunction"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = true
    static let route: Route? = Route("DELETE /2015-03-31/functions/{FunctionName}", status: 204)

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        if let qualifier = function.qualifier {
            try deleteVersion(qualifier, of: found, in: &state, context)
        } else {
            state.functions[found.name] = nil
            state.queue = state.queue.filter { $0.value.functionName != found.name }
            context.note("lambda", "Function \(found.name) deleted")
        }
        state.forgetUnusedCode()
        state.retireEnvironments(of: found.name, &context)
    }

    private func deleteVersion(
        _ number: String,
        of found: LambdaFunction,
        in state: inout LambdaState,
        _ context: ActionContext
    ) throws(ServiceError) {
        guard number != FunctionVersion.latest else {
            throw .invalidLambdaParameter("$LATEST version cannot be deleted without deleting the function.")
        }
        guard found.aliases[number] == nil else {
            throw .invalidLambdaParameter("An alias is deleted by DeleteAlias: \(number)")
        }
        guard found.version(numbered: number) != nil else {
            throw .functionNotFound(function.arn(in: context))
        }
        let users = found.aliases.values.filter { $0.names(version: number) }.map(\.name).sorted()
        guard users.isEmpty else {
            throw .lambdaConflict(
                "Unable to delete version because the following aliases reference it: [\(users.joined(separator: ", "))]"
            )
        }
        state.functions[found.name]?.published.removeAll { $0.number == number }
    }
}
