/// Tries a pattern on an event.
struct TestEventPattern: EventsOperation {
    static let name = "TestEventPattern"
    static let honours: Set<String> = ["EventPattern", "Event"]
    static let mutates = false

    /// What an event must have.
    private static let members = ["id", "account", "source", "time", "region", "resources", "detail-type"]

    private let pattern: EventPattern
    private let event: Document

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let pattern = try parameters.eventPattern() else { throw .missingParameter("EventPattern") }
        self.pattern = pattern.pattern
        let text = try parameters.required("Event")
        guard let event = try? Document(json: text), event.structure != nil else {
            throw .invalidRule("Parameter Event is not valid. Reason: it is no JSON object.")
        }
        if let missing = Self.members.first(where: { event[$0] == nil }) {
            throw .invalidRule("Parameter Event is not valid. Reason: \(missing) is a required member.")
        }
        self.event = event
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) -> Bool {
        pattern.matches(event)
    }

    static func render(_ matches: Bool, to writer: inout OutputWriter) {
        writer.boolean("Result", matches)
    }
}

/// Lists the buses.
struct ListEventBuses: EventsOperation {
    static let name = "ListEventBuses"
    static let honours: Set<String> = ["NamePrefix", "NextToken", "Limit"]
    static let mutates = false

    private let prefix: String
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        prefix = parameters.optional("NamePrefix") ?? ""
        page = try ListPage(parameters, of: Self.name, names: .events, limits: 1...100)
    }

    func perform(
        on state: inout EventsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<(name: String, arn: String)> {
        let name = EventBus.defaultName
        let buses =
            name.hasPrefix(prefix) ? [(name: name, arn: context.arn("events", "event-bus/\(name)"))] : []
        return page.page(of: buses)
    }

    static func render(_ page: Page<(name: String, arn: String)>, to writer: inout OutputWriter) {
        writer.list("EventBuses", of: page.items) { writer, bus in
            writer.text("Name", bus.name)
            writer.text("Arn", bus.arn)
        }
        writer.text("NextToken", page.nextToken)
    }
}

/// Shows a bus.
struct DescribeEventBus: EventsOperation {
    static let name = "DescribeEventBus"
    static let honours: Set<String> = ["Name"]
    static let mutates = false

    init(_ parameters: Parameters) throws(ServiceError) {
        try parameters.checkBus("Name")
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: context.arn("events", "event-bus/\(EventBus.defaultName)"))]
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) -> String
    {
        context.arn("events", "event-bus/\(EventBus.defaultName)")
    }

    static func render(_ arn: String, to writer: inout OutputWriter) {
        writer.text("Name", EventBus.defaultName)
        writer.text("Arn", arn)
    }
}
