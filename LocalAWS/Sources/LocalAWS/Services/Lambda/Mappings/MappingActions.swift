internal import Platform

/// An action on one mapping, which its UUID names.
protocol MappingOperation: LambdaOperation {
    var uuid: String { get }
}

extension MappingOperation {
    func permissions(in state: LambdaState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: context.arn("lambda", "event-source-mapping:\(uuid)"))]
    }

    func mapping(in state: LambdaState) throws(ServiceError) -> EventSourceMapping {
        guard let mapping = state.mappings[uuid] else {
            throw .lambdaNotFound("The resource you requested does not exist.")
        }
        return mapping
    }
}

extension MappingOperation where Output == MappingView {
    static func render(_ output: MappingView, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Shows a mapping.
struct GetEventSourceMapping: MappingOperation {
    static let name = "GetEventSourceMapping"
    static let honours: Set<String> = ["UUID"]
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/event-source-mappings/{UUID}")

    let uuid: String

    init(_ parameters: Parameters) throws(ServiceError) {
        uuid = try parameters.required("UUID")
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> MappingView {
        MappingView(try mapping(in: state), context)
    }
}

/// Changes a mapping, or switches it off or on.
struct UpdateEventSourceMapping: MappingOperation {
    static let name = "UpdateEventSourceMapping"
    static let honours: Set<String> = MappingChange.parameters.union(["UUID"])
    static let refuses: Set<String> = MappingChange.refused
    static let mutates = true
    static let route: Route? = Route("PUT /2015-03-31/event-source-mappings/{UUID}", status: 202)

    let uuid: String
    private let function: FunctionReference?
    private let change: MappingChange

    init(_ parameters: Parameters) throws(ServiceError) {
        uuid = try parameters.required("UUID")
        function = parameters.has("FunctionName") ? try FunctionReference(parameters) : nil
        change = try MappingChange(parameters)
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> MappingView {
        var mapping = try mapping(in: state)
        guard context.now >= mapping.transitionEnd, mapping.transition != .deleting else {
            throw ServiceError(
                "ResourceInUseException",
                "Cannot update the event source mapping because it is not in a stable state.",
                status: 400
            )
        }
        if let function {
            _ = try state.version(function, context)
            mapping.functionName = function.name
            mapping.qualifier = function.qualifier
        }
        let wasEnabled = mapping.settings.isEnabled
        let isFIFO = mapping.queueName.hasSuffix(".fifo")
        mapping.settings = try change.applied(to: mapping.settings, isFIFO: isFIFO)
        mapping.transition =
            mapping.settings.isEnabled == wasEnabled
            ? .updating : mapping.settings.isEnabled ? .enabling : .disabling
        mapping.lastModified = context.now
        mapping.transitionEnd = context.now + context.timings.functionUpdate
        state.mappings[uuid] = mapping
        context.schedule(.lambda(.poll(mapping: uuid)), at: mapping.transitionEnd)
        return MappingView(mapping, context)
    }
}

/// Deletes a mapping. It can be seen for a moment after.
struct DeleteEventSourceMapping: MappingOperation {
    static let name = "DeleteEventSourceMapping"
    static let honours: Set<String> = ["UUID"]
    static let mutates = true
    static let route: Route? = Route("DELETE /2015-03-31/event-source-mappings/{UUID}", status: 202)

    let uuid: String

    init(_ parameters: Parameters) throws(ServiceError) {
        uuid = try parameters.required("UUID")
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> MappingView {
        var mapping = try mapping(in: state)
        mapping.transition = .deleting
        state.mappings[uuid] = mapping
        context.schedule(.lambda(.remove(mapping: uuid)), after: context.timings.functionUpdate)
        return MappingView(mapping, context)
    }
}

/// Lists mappings: all, or those of a function or of a queue.
struct ListEventSourceMappings: LambdaOperation {
    static let name = "ListEventSourceMappings"
    static let honours: Set<String> = MarkerRequest.parameters.union(["EventSourceArn", "FunctionName"])
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/event-source-mappings")

    private let page: MarkerRequest
    private let sourceARN: String?
    private let function: FunctionReference?

    init(_ parameters: Parameters) throws(ServiceError) {
        page = try MarkerRequest(parameters)
        sourceARN = parameters.optional("EventSourceArn")
        function = parameters.has("FunctionName") ? try FunctionReference(parameters) : nil
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<MappingView> {
        if let function { _ = try state.version(function, context) }
        let found = state.mappings.values.filter { mapping in
            (sourceARN.map { $0 == mapping.sourceARN } ?? true)
                && (function.map { $0.name == mapping.functionName && $0.qualifier == mapping.qualifier }
                    ?? true)
        }
        let page = page.page(of: found.sorted { $0.uuid < $1.uuid }, by: \.uuid)
        return Page(items: page.items.map { MappingView($0, context) }, nextToken: page.nextToken)
    }

    static func render(_ output: Page<MappingView>, to writer: inout OutputWriter) {
        writer.list("EventSourceMappings", of: output.items) { $1.render(to: &$0) }
        writer.text("NextMarker", output.nextToken)
    }
}
