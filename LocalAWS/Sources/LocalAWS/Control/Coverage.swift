/// What is emulated, as a page of Markdown that is made from the tables of actions: it can't say anything else than what
/// they do.
public enum Coverage {
    /// The whole page.
    public static var page: String {
        let services = ServiceDirectory.all.list.sorted { $0.signingName < $1.signingName }
        let count = services.reduce(0) { $0 + $1.actionTable.count }
        let head = """
            # What local-aws emulates

            \(services.count) services, \(count) actions. An action that isn't in these tables, and a parameter that an action \
            doesn't honour, is refused with AWS's error code, never ignored. This page is made by `local-aws coverage`.

            """
        return ([head, summary(services)] + services.map(section)).joined(separator: "\n")
    }

    private static func summary(_ services: [Service]) -> String {
        let rows = services.map { service in
            "| \(service.signingName) | \(service.wires.map(name).joined(separator: ", ")) | \(service.actionTable.count) |"
        }
        return (["| service | protocols | actions |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }

    private static func section(_ service: Service) -> String {
        let rows = service.actionTable.map { action in
            "| \(action.name) | \(list(action.honours)) | \(list(action.refuses)) |"
        }
        let lines =
            ["## \(service.signingName)", "", "| action | honoured | refused |", "|---|---|---|"] + rows
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ parameters: Set<String>) -> String {
        parameters.sorted().map { "`\($0)`" }.joined(separator: " ")
    }

    private static func name(_ wire: WireProtocol) -> String {
        switch wire {
        case .ec2: "EC2 query"
        case .query: "query"
        case .json: "JSON"
        case .rest: "REST JSON"
        case .cbor: "RPC CBOR"
        }
    }
}
