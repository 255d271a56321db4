internal import Platform

/// Takes events of a client.
struct PutEvents: Operation {
    static let name = "PutEvents"
    static let honours: Set<String> = [
        "Entries.N.Time", "Entries.N.Source", "Entries.N.Resources.N", "Entries.N.DetailType",
        "Entries.N.Detail",
        "Entries.N.EventBusName",
    ]
    static let refuses: Set<String> = ["EndpointId", "Entries.N.TraceHeader"]
    static let mutates = true

    private static let maximumEntries = 10

    /// What became of an entry.
    enum Outcome: Sendable {
        case taken(id: String)
        case failed(code: String, message: String)
    }

    private enum Entry: Sendable {
        case event(BusEvent)
        case invalid(code: String, message: String)
    }

    private let entries: [Entry]

    init(_ parameters: Parameters) throws(ServiceError) {
        let members = parameters.structures("Entries")
        guard (1...Self.maximumEntries).contains(members.count) else {
            throw .invalidRule(
                "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length "
                    + "between 1 and \(Self.maximumEntries)"
            )
        }
        var entries: [Entry] = []
        for member in members { entries.append(try Self.entry(member)) }
        self.entries = entries
    }

    /// A part that lacks something fails by itself; the others are taken.
    private static func entry(_ parameters: Parameters) throws(ServiceError) -> Entry {
        let time = try parameters.moment("Time")
        let resources = parameters.list("Resources")
        let bus = EventBus.name(in: parameters.optional("EventBusName") ?? EventBus.defaultName)
        let texts = ["Source", "DetailType", "Detail"].map { ($0, parameters.optional($0)) }
        if let (missing, _) = texts.first(where: { $0.1 == nil }) {
            return .invalid(
                code: "InvalidArgument",
                message: "Parameter \(missing) is not valid. Reason: \(missing) is a required argument."
            )
        }
        let (source, detailType, text) = (texts[0].1 ?? "", texts[1].1 ?? "", texts[2].1 ?? "")
        guard !source.hasPrefix("aws.") else {
            return .invalid(
                code: "NotAuthorizedForSourceException",
                message: "Not authorized for the source."
            )
        }
        guard bus == EventBus.defaultName else {
            return .invalid(code: "ResourceNotFoundException", message: "Event bus \(bus) does not exist.")
        }
        guard let detail = try? Document(json: text), detail.structure != nil else {
            return .invalid(code: "MalformedDetail", message: "Detail is malformed.")
        }
        return .event(
            BusEvent(source: source, detailType: detailType, detail: detail, resources: resources, time: time)
        )
    }

    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: context.arn("events", "event-bus/\(EventBus.defaultName)"))]
    }

    func perform(
        on cloud: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [Outcome] {
        entries.map { entry in
            switch entry {
            case .event(let event): .taken(id: cloud.putEvent(event, &context))
            case .invalid(let code, let message): .failed(code: code, message: message)
            }
        }
    }

    static func render(_ outcomes: [Outcome], to writer: inout OutputWriter) {
        let failures = outcomes.count { if case .failed = $0 { true } else { false } }
        writer.number("FailedEntryCount", failures)
        writer.list("Entries", of: outcomes) { writer, outcome in
            switch outcome {
            case .taken(let id): writer.text("EventId", id)
            case .failed(let code, let message):
                writer.text("ErrorCode", code)
                writer.text("ErrorMessage", message)
            }
        }
    }
}
