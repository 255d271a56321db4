internal import Platform

/// One action of a service, in its three roles: `init` and `render` are the wire, `perform` is the rules;
/// time is in the state, whose values know from their events what they are at a given moment.
///
/// A value is one decoded call. It is decoded before the cloud is locked and rendered after it is unlocked.
protocol Operation: Sendable {
    /// The part of a region that the service owns.
    associatedtype State
    /// What comes out of it, to be rendered.
    associatedtype Output: Sendable

    /// AWS's name of the action.
    static var name: String { get }
    /// The parameters that are honoured, `N` standing for a number: `Filter.N.Name`.
    static var honours: Set<String> { get }
    /// The parameters that AWS has and that are refused; a name stands for all that begin with it and a dot.
    static var refuses: Set<String> { get }
    /// Whether it changes anything.
    static var mutates: Bool { get }

    /// Decodes the parameters and checks what can be checked without the state.
    init(_ parameters: Parameters) throws(ServiceError)

    /// Checks the rest, and only then changes the state: a call that throws has changed nothing.
    func perform(on state: inout State, in context: inout ActionContext) throws(ServiceError) -> Output

    /// Writes the members of the answer.
    static func render(_ output: Output, to xml: inout XMLWriter)

    /// Lends the service's part of a region.
    static func withState<Result>(
        of region: inout RegionState,
        _ body: (inout State) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result
}

extension Operation {
    static var refuses: Set<String> { [] }
}

/// What an action knows besides its parameters and its service's state.
struct ActionContext {
    /// The cloud's time; the same for everything that happens in a call.
    let now: Timestamp
    let region: Region
    let accountID: String
    let caller: Caller
    var timings: CloudTimings
    /// Where new identifiers come from.
    var identifiers: IdentifierGenerator
}
