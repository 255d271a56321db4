/// An entry in a service's table of actions: dispatch, the `InvalidAction` error and the coverage page all
/// come from it.
struct Action: Sendable {
    let name: String
    let honours: Set<String>
    let refuses: Set<String>
    let mutates: Bool
    /// Decodes, performs and leaves what is to be written.
    let run: @Sendable (Parameters, ActionCall, Cloud) throws(ServiceError) -> Rendering

    /// Writes the members of an answer.
    typealias Rendering = @Sendable (inout XMLWriter) -> Void

    init<Called: Operation>(_ operation: Called.Type) {
        name = Called.name
        honours = Called.honours
        refuses = Called.refuses
        mutates = Called.mutates
        run = { (parameters, call, cloud) throws(ServiceError) in
            let operation = try Called(parameters)
            try Self.refuseUnread(parameters, of: Called.self)
            let output = try cloud.perform(operation, call)
            return { Called.render(output, to: &$0) }
        }
    }

    private static func refuseUnread<Called: Operation>(
        _ parameters: Parameters,
        of operation: Called.Type
    ) throws(ServiceError) {
        assert(
            parameters.readPatterns.allSatisfy {
                Called.honours.contains($0) || Called.honours.contains("\($0).N") || common.contains($0)
            },
            "\(Called.name) reads parameters that its table entry doesn't name: \(parameters.readPatterns)"
        )
        guard let name = parameters.firstUnread else { return }
        let pattern = Parameters.pattern(of: name)
        let isKnown = Called.refuses.contains { pattern == $0 || pattern.hasPrefix("\($0).") }
        throw isKnown ? .unsupportedParameter(name, of: Called.name) : .unknownParameter(name)
    }

    /// What the dispatcher reads itself.
    private static let common: Set<String> = ["Action", "Version", "DryRun"]
}

/// A call of an action, apart from its parameters.
struct ActionCall: Sendable {
    let region: Region
    let caller: Caller
    /// Whether the call is only to say what it would answer.
    let isDryRun: Bool
}
