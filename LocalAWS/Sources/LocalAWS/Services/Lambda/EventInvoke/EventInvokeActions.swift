/// A configuration and the ARN of what it is for.
struct EventInvokeView: Sendable {
    let configuration: EventInvokeConfiguration
    let arn: String

    func render(to writer: inout OutputWriter) {
        configuration.render(of: arn, to: &writer)
    }
}

/// What an action on one function's configuration for asynchronous invocations is about.
protocol EventInvokeSubject {
    var function: FunctionReference { get }
}

/// An action that looks at a configuration, or takes it away.
protocol EventInvokeOperation: FunctionOperation, EventInvokeSubject {}

extension EventInvokeSubject {
    /// The qualifier that the configuration is kept by.
    var qualifier: String { function.qualifier ?? FunctionVersion.latest }

    func arn(_ context: ActionContext) -> String {
        context.functionARN(function.name, qualifier)
    }

    func configuration(
        in state: LambdaState,
        _ context: ActionContext
    ) throws(ServiceError) -> EventInvokeConfiguration {
        guard let found = try state.function(function, context).eventInvokeConfiguration(function) else {
            throw .lambdaNotFound("The function \(arn(context)) doesn't have an EventInvokeConfig")
        }
        return found
    }

    func keep(
        _ configuration: EventInvokeConfiguration,
        changed change: EventInvokeChange,
        in state: inout LambdaState,
        _ context: ActionContext
    ) throws(ServiceError) -> EventInvokeView {
        _ = try state.version(function, context)
        var changed = configuration
        change.apply(to: &changed)
        changed.lastModified = context.now
        state.functions[function.name]?.eventInvokeConfigurations[qualifier] = changed
        return EventInvokeView(configuration: changed, arn: arn(context))
    }
}

extension EventInvokeOperation where Output == EventInvokeView {
    static func render(_ output: EventInvokeView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Shows the configuration.
struct GetFunctionEventInvokeConfig: EventInvokeOperation {
    static let name = "GetFunctionEventInvokeConfig"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = false
    static let route: Route? = Route("GET /2019-09-25/functions/{FunctionName}/event-invoke-config")

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> EventInvokeView {
        EventInvokeView(configuration: try configuration(in: state, context), arn: arn(context))
    }
}

/// Takes the configuration away: the defaults hold again.
struct DeleteFunctionEventInvokeConfig: EventInvokeOperation {
    typealias Output = Void

    static let name = "DeleteFunctionEventInvokeConfig"
    static let honours: Set<String> = ["FunctionName", "Qualifier"]
    static let mutates = true
    static let route: Route? = Route(
        "DELETE /2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 204
    )

    let function: FunctionReference

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
    }

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) {
        _ = try configuration(in: state, context)
        state.functions[function.name]?.eventInvokeConfigurations[qualifier] = nil
    }
}

/// Lists the configurations of a function's versions and aliases.
struct ListFunctionEventInvokeConfigs: FunctionOperation {
    static let name = "ListFunctionEventInvokeConfigs"
    static let honours: Set<String> = MarkerRequest.parameters.union(["FunctionName"])
    static let mutates = false
    static let route: Route? = Route("GET /2019-09-25/functions/{FunctionName}/event-invoke-config/list")

    let function: FunctionReference
    private let page: MarkerRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters)
        page = try MarkerRequest(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<EventInvokeView> {
        let found = try state.function(function, context)
        let page = page.page(of: found.eventInvokeConfigurations.sorted { $0.key < $1.key }, by: \.key)
        return Page(
            items: page.items.map { qualifier, configuration in
                EventInvokeView(configuration: configuration, arn: context.functionARN(found.name, qualifier))
            },
            nextToken: page.nextToken
        )
    }

    static func render(_ output: Page<EventInvokeView>, to writer: inout OutputWriter) {
        writer.list("FunctionEventInvokeConfigs", of: output.items) { $1.render(to: &$0) }
        writer.text("NextMarker", output.nextToken)
    }
}
