/// An action that sets a configuration. The function's role has to be allowed to send to what it names.
protocol EventInvokeChangeOperation: LambdaCloudOperation, EventInvokeSubject {
    var change: EventInvokeChange { get }
    /// What the change is made to.
    func original(
        in state: LambdaState,
        _ context: ActionContext
    ) throws(ServiceError) -> EventInvokeConfiguration
}

extension EventInvokeChangeOperation {
    static var honours: Set<String> { EventInvokeChange.parameters }
    static var mutates: Bool { true }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: function.arn(in: context))]
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> EventInvokeView {
        let role = try state.withRegion(context.region) { region throws(ServiceError) in
            try region.lambda.version(function, context).settings.role
        }
        for destination in change.destinations {
            try state.checkDestination(destination, role: role, context)
        }
        return try state.withRegion(context.region) { [context] region throws(ServiceError) in
            let configuration = try original(in: region.lambda, context)
            return try keep(configuration, changed: change, in: &region.lambda, context)
        }
    }

    static func render(_ output: EventInvokeView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Sets the whole configuration.
struct PutFunctionEventInvokeConfig: EventInvokeChangeOperation {
    static let name = "PutFunctionEventInvokeConfig"
    static let route: Route? = Route("PUT /2019-09-25/functions/{FunctionName}/event-invoke-config")

    let function: FunctionReference
    let change: EventInvokeChange

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
        change = try EventInvokeChange(parameters)
    }

    func original(in state: LambdaState, _ context: ActionContext) -> EventInvokeConfiguration {
        EventInvokeConfiguration(lastModified: context.now)
    }
}

/// Changes what the call names.
struct UpdateFunctionEventInvokeConfig: EventInvokeChangeOperation {
    static let name = "UpdateFunctionEventInvokeConfig"
    static let route: Route? = Route("POST /2019-09-25/functions/{FunctionName}/event-invoke-config")

    let function: FunctionReference
    let change: EventInvokeChange

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
        change = try EventInvokeChange(parameters)
    }

    func original(
        in state: LambdaState,
        _ context: ActionContext
    ) throws(ServiceError) -> EventInvokeConfiguration {
        try configuration(in: state, context)
    }
}
