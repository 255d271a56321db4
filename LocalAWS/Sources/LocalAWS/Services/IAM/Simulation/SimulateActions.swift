/// Says what the policies of a call would allow.
struct SimulateCustomPolicy: IAMOperation {
    static let name = "SimulateCustomPolicy"
    static let honours = Simulation.parameters
    static let refuses = Simulation.refusedParameters
    static let mutates = false

    private let simulation: Simulation

    init(_ parameters: Parameters) throws(ServiceError) {
        simulation = try Simulation(parameters)
        guard !simulation.policies.isEmpty else { throw .missingParameter("PolicyInputList") }
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> SimulationPage {
        let set = PolicySet(
            identity: simulation.policies,
            boundary: simulation.boundary,
            resource: simulation.resourcePolicy
        )
        let arn = simulation.callerARN ?? IAMAccount(context).arn("user", "/simulated")
        let principal = RequestPrincipal.user(arn: arn, accountID: context.accountID)
        return SimulationPage(simulation, simulation.results(set, as: principal, RequestContext()), set)
    }

    static func render(_ output: SimulationPage, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Says what the policies of a role or a user, and those of the call, allow.
struct SimulatePrincipalPolicy: IAMOperation {
    static let name = "SimulatePrincipalPolicy"
    static let honours = Simulation.parameters.union(["PolicySourceArn"])
    static let refuses = Simulation.refusedParameters
    static let mutates = false

    private let sourceARN: String
    private let simulation: Simulation

    init(_ parameters: Parameters) throws(ServiceError) {
        sourceARN = try parameters.required("PolicySourceArn")
        simulation = try Simulation(parameters)
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: sourceARN)]
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> SimulationPage {
        let account = IAMAccount(context)
        var set: PolicySet
        let principal: RequestPrincipal
        var keys: RequestContext = ["aws:PrincipalArn": sourceARN, "aws:PrincipalAccount": account.id]
        if let role = state.role(arn: sourceARN, in: account) {
            set = state.policies(of: role)
            let session = "arn:\(account.partition):sts::\(account.id):assumed-role/\(role.name)/simulated"
            principal = .session(arn: session, roleARN: sourceARN, accountID: account.id)
        } else if let user = state.user(arn: sourceARN, in: account) {
            set = state.policies(of: user)
            principal = .user(arn: sourceARN, accountID: account.id)
            keys.set("aws:username", user.name)
        } else {
            throw .noSuchEntity("The principal \(sourceARN) cannot be found.")
        }
        set.identity += simulation.policies
        if let boundary = simulation.boundary { set.boundary = boundary }
        set.resource = simulation.resourcePolicy
        return SimulationPage(simulation, simulation.results(set, as: principal, keys), set)
    }

    static func render(_ output: SimulationPage, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// A page of a simulation's results.
struct SimulationPage: Sendable {
    private let page: IAMPage<SimulationResult>
    private let hasBoundary: Bool

    init(_ simulation: Simulation, _ results: [SimulationResult], _ set: PolicySet) {
        let numbered = results.enumerated().map { (number: $0.offset, result: $0.element) }
        // The place in the list, with as many digits for all, is the key.
        let page = simulation.page.page(of: numbered) { "\($0.number + 100_000)" }
        self.page = IAMPage(items: page.items.map(\.result), marker: page.marker)
        hasBoundary = set.boundary != nil
    }

    func render(to writer: inout OutputWriter) {
        writer.list("EvaluationResults", of: page.items) { $1.render(to: &$0, hasBoundary: hasBoundary) }
        writer.end(of: page)
    }
}
