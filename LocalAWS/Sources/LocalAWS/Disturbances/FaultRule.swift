/// A fault that a person asked for: which calls it strikes, and what happens to them.
public struct FaultRule: Sendable, Hashable {
    /// What happens to a call.
    struct Fault: Sendable, Hashable {
        var delay: Duration = .zero
        /// The refusal it is answered with.
        var errorCode: String?
        var errorStatus = 500
        /// Whether the connection is cut instead of an answer.
        var cutsConnection = false
        /// Whether the action has had its effect by then: the worst there is.
        var comesAfterEffect = false

        var isFailure: Bool { errorCode != nil || cutsConnection }

        /// The refusal, if it is one.
        var error: ServiceError? {
            errorCode.map {
                ServiceError($0, "A fault that local-aws was asked for with --fault.", status: errorStatus)
            }
        }
    }

    /// Which of the calls of the action it strikes.
    enum Choice: Sendable, Hashable {
        case all
        case number(Int)
        case every(Int)
        case probability(Double)
    }

    /// As policies call actions, with wild cards: `ec2:CreateSnapshot`, `ec2:*`.
    let action: String
    private let pattern: WildcardPattern
    let choice: Choice
    let fault: Fault

    func covers(_ action: String) -> Bool { pattern.matches(action) }

    /// Whether the nth call that it covers is struck.
    ///
    /// - Parameter chance: 0 to 1, by lot.
    func strikes(call number: Int, chance: Double) -> Bool {
        switch choice {
        case .all: true
        case .number(let chosen): number == chosen
        case .every(let step): number % step == 0
        case .probability(let probability): chance < probability
        }
    }
}

extension FaultRule {
    /// Why a text is no rule.
    public struct Malformed: Error, CustomStringConvertible {
        /// One sentence for a person.
        public let description: String
    }

    /// How rules are written, for people.
    public static let grammar = """
        ACTION[,nth=N|every=N|probability=P][,delay=MILLISECONDS][,error=CODE[:STATUS]|reset][,after], N being 1 or more
        """

    /// Reads a rule: `ec2:CreateSnapshot,nth=2,error=InternalError:500`.
    public init(_ text: String) throws(Malformed) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts[0].contains(":"), !parts[0].hasPrefix(":") else {
            throw Malformed(
                description: "\"\(text)\" names no action such as ec2:CreateSnapshot. \(Self.hint)"
            )
        }
        action = parts[0]
        pattern = WildcardPattern(action)
        try Self.checkExistence(of: action, pattern, in: text)
        var (choice, fault) = (Choice.all, Fault())
        for part in parts.dropFirst() {
            guard Self.read(part, &choice, &fault) else {
                throw Malformed(description: "\"\(part)\" in \"\(text)\" is not understood. \(Self.hint)")
            }
        }
        guard fault.isFailure || fault.delay > .zero else {
            throw Malformed(description: "\"\(text)\" says nothing of what shall happen. \(Self.hint)")
        }
        self.choice = choice
        self.fault = fault
    }

    /// Refuses an action, or a pattern of actions, that no call can ever be of.
    private static func checkExistence(
        of action: String,
        _ pattern: WildcardPattern,
        in text: String
    ) throws(Malformed) {
        let services = ServiceDirectory.all.list
        let isThere = services.contains { service in
            service.actionTable.contains { pattern.matches("\(service.permissionPrefix):\($0.name)") }
        }
        guard !isThere else { return }
        let prefix = action.prefix { $0 != ":" }
        let known = services.first { $0.permissionPrefix == prefix }.map { service in
            "local-aws has no action \(action); those of \(prefix) are: "
                + service.actionTable.map(\.name).joined(separator: ", ")
        }
        let names = services.map(\.permissionPrefix).sorted().joined(separator: ", ")
        throw Malformed(
            description: "\"\(text)\" can't strike: "
                + (known ?? "local-aws has no service \(prefix); the services are: \(names)") + "."
        )
    }

    private static var hint: String { "A rule is \(grammar)" }

    private static func read(_ part: String, _ choice: inout Choice, _ fault: inout Fault) -> Bool {
        let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
        let value = pair.count == 2 ? pair[1] : ""
        switch pair.first {
        case "nth":
            guard let number = Int(value), number > 0 else { return false }
            choice = .number(number)
        case "every":
            guard let step = Int(value), step > 0 else { return false }
            choice = .every(step)
        case "probability":
            guard let number = Double(value), (0...1).contains(number) else { return false }
            choice = .probability(number)
        case "delay":
            guard let number = Int(value), number >= 0 else { return false }
            fault.delay = .milliseconds(number)
        case "error": return readError(value, &fault)
        case "reset": fault.cutsConnection = true
        case "after": fault.comesAfterEffect = true
        default: return false
        }
        return true
    }

    private static func readError(_ value: String, _ fault: inout Fault) -> Bool {
        let parts = value.split(separator: ":", maxSplits: 1).map(String.init)
        guard let code = parts.first, !code.isEmpty else { return false }
        fault.errorCode = code
        guard parts.count == 2 else { return true }
        guard let status = Int(parts[1]), (400...599).contains(status) else { return false }
        fault.errorStatus = status
        return true
    }

    /// The rule as it is written.
    public var text: String {
        var parts = [action]
        switch choice {
        case .all: break
        case .number(let number): parts.append("nth=\(number)")
        case .every(let step): parts.append("every=\(step)")
        case .probability(let probability): parts.append("probability=\(probability)")
        }
        if fault.delay > .zero { parts.append("delay=\(Int(fault.delay / .milliseconds(1)))") }
        if let code = fault.errorCode { parts.append("error=\(code):\(fault.errorStatus)") }
        if fault.cutsConnection { parts.append("reset") }
        if fault.comesAfterEffect { parts.append("after") }
        return parts.joined(separator: ",")
    }
}
