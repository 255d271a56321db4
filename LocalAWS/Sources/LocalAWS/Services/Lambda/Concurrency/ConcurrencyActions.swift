/// Reserves places for a function's invocations, which are its limit too.
struct PutFunctionConcurrency: FunctionOperation {
    static let name = "PutFunctionConcurrency"
    static let honours: Set<String> = ["FunctionName", "ReservedConcurrentExecutions"]
    static let mutates = true
    static let route: Route? = Route("PUT /2017-10-31/functions/{FunctionName}/concurrency")

    let function: FunctionReference
    private let reserved: Int

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        reserved = try parameters.requiredInteger("ReservedConcurrentExecutions")
        guard reserved >= 0 else {
            throw .lambdaValidation(
                "\(reserved)",
                at: "reservedConcurrentExecutions",
                constraint: "Member must have value greater than or equal to 0"
            )
        }
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> Int {
        let found = try state.function(function, context)
        let left = state.unreservedConcurrency + (found.reservedConcurrency ?? 0) - reserved
        guard left >= ConcurrencyLimits.unreservedMinimum else {
            throw .invalidLambdaParameter(
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
                    + "below its minimum value of [\(ConcurrencyLimits.unreservedMinimum)]."
            )
        }
        state.functions[found.name]?.reservedConcurrency = reserved
        return reserved
    }

    static func render(_ output: Int, to writer: inout OutputWriter) {
        writer.number("ReservedConcurrentExecutions", output)
    }
}

/// Shows what is reserved for a function; nothing is shown when nothing is.
struct GetFunctionConcurrency: FunctionOperation {
    static let name = "GetFunctionConcurrency"
    static let honours: Set<String> = ["FunctionName"]
    static let mutates = false
    static let route: Route? = Route("GET /2019-09-30/functions/{FunctionName}/concurrency")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> Int? {
        try state.function(function, context).reservedConcurrency
    }

    static func render(_ output: Int?, to writer: inout OutputWriter) {
        writer.number("ReservedConcurrentExecutions", output)
    }
}

/// Gives a function's reserved places back to all.
struct DeleteFunctionConcurrency: FunctionOperation {
    static let name = "DeleteFunctionConcurrency"
    static let honours: Set<String> = ["FunctionName"]
    static let mutates = true
    static let route: Route? = Route(
        "DELETE /2017-10-31/functions/{FunctionName}/concurrency",
        status: 204
    )

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        let found = try state.function(function, context)
        state.functions[found.name]?.reservedConcurrency = nil
    }
}
