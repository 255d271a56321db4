/// An entry in a service's table of actions: dispatch, the `InvalidAction` error and the coverage page all
/// come from it.
struct Action: Sendable {
    let name: String
    let honours: Set<String>
    let refuses: Set<String>
    let mutates: Bool
    let route: Route?
    let needsSignature: Bool
    /// Decodes, performs and leaves what is to be written.
    let run: Run

    /// Writes the members of an answer.
    typealias Rendering = @Sendable (inout OutputWriter) -> Void

    /// Whether an action has to wait.
    enum Run: Sendable {
        case immediate(@Sendable (Parameters, ActionCall, Cloud) throws(ServiceError) -> Rendering)
        /// Decodes, and leaves what waits: parameters never leave their task.
        case waiting(@Sendable (Parameters) throws(ServiceError) -> Waiting)
    }

    /// Performs an action that was decoded.
    typealias Waiting = @Sendable (ActionCall, Cloud) async throws(ServiceError) -> Rendering

    init<Called: Operation>(_ operation: Called.Type) {
        self.init(
            table: operation,
            run: .immediate { (parameters, call, cloud) throws(ServiceError) in
                let operation = try Self.decode(Called.self, parameters)
                let output = try cloud.perform(operation, call)
                return { Called.render(output, to: &$0) }
            }
        )
    }

    init<Called: WaitingOperation>(waiting operation: Called.Type) {
        self.init(
            table: operation,
            run: .waiting { (parameters) throws(ServiceError) in
                let operation = try Self.decode(Called.self, parameters)
                return { (call, cloud) async throws(ServiceError) in
                    let output = try await operation.perform(in: cloud, call)
                    return { Called.render(output, to: &$0) }
                }
            }
        )
    }

    private init<Called: OperationTable>(table: Called.Type, run: Run) {
        name = table.name
        honours = table.honours
        refuses = table.refuses
        mutates = table.mutates
        route = table.route
        needsSignature = table.needsSignature
        self.run = run
    }

    /// An operation, of whose parameters none was ignored.
    private static func decode<Called: OperationTable>(
        _ operation: Called.Type,
        _ parameters: Parameters
    ) throws(ServiceError) -> Called {
        let decoded = try Called(parameters)
        assert(
            parameters.readPatterns.allSatisfy { isNamed($0, by: Called.self) },
            "\(Called.name) reads parameters that its table entry doesn't name: \(parameters.readPatterns)"
        )
        guard let name = parameters.firstUnread else { return decoded }
        let pattern = Parameters.pattern(of: name)
        if Called.refuses.contains(where: { pattern == $0 || pattern.hasPrefix("\($0).") }) {
            throw .unsupportedParameter(name, of: Called.name)
        }
        if Called.honours.contains(pattern) { throw .unexpectedType(of: name, expected: "of its type") }
        throw .unknownParameter(name)
    }

    /// Whether a table entry names what was read: a parameter, or a list or a structure that has none in it.
    private static func isNamed<Called: OperationTable>(
        _ pattern: String,
        by operation: Called.Type
    ) -> Bool {
        Called.honours.contains(pattern) || common.contains(pattern)
            || Called.honours.contains { $0.hasPrefix("\(pattern).") }
    }

    /// What the dispatcher reads itself.
    private static let common: Set<String> = ["Action", "Version", "DryRun"]
}

/// A call of an action, apart from its parameters.
struct ActionCall: Sendable {
    let service: Service
    let region: Region
    let caller: Caller
    /// Whether the call is only to say what it would answer.
    var isDryRun = false
    /// The address that the client reached the emulator by, as in `http://127.0.0.1:4566`.
    var endpointURL = "http://127.0.0.1"
}
