internal import Platform

/// One action of a service, in its three roles: `init` and `render` are the wire, `perform` is the rules;
/// time is in the state, whose values know from their events what they are at a given moment.
///
/// A value is one decoded call. It is decoded before the cloud is locked and rendered after it is unlocked. Which protocol
/// the call came in, an operation never knows.
protocol Operation: OperationTable {
    /// The part of the cloud that the action works on.
    associatedtype State

    /// What the caller must be allowed to, as far as it depends on more than the action's name.
    ///
    /// The rules may not have been checked yet: what isn't there has a permission all the same.
    func permissions(in state: State, _ context: ActionContext) -> [RequiredPermission]

    /// Checks the rest, and only then changes the state: a call that throws has changed nothing.
    func perform(on state: inout State, in context: inout ActionContext) throws(ServiceError) -> Output

    /// Lends that part of the cloud.
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout State) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result
}

extension Operation {
    func permissions(in state: State, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: "*")]
    }
}

/// An action that has to wait for something, a function's answer or a message, and works on the cloud before or after, by
/// operations of its own. It takes care of permissions by them.
protocol WaitingOperation: OperationTable {
    func perform(in cloud: Cloud, _ call: ActionCall) async throws(ServiceError) -> Output
}

/// What a table of actions has to know of one, and how it is on the wire.
protocol OperationTable: Sendable {
    /// What comes out of it, to be rendered.
    associatedtype Output: Sendable

    /// AWS's name of the action.
    static var name: String { get }
    /// The parameters that are honoured, `N` standing for a number: `Filter.N.Name`. They have the same names in every
    /// protocol; a map has one name for all of its entries.
    static var honours: Set<String> { get }
    /// The parameters that AWS has and that are refused; a name stands for all that begin with it and a dot.
    static var refuses: Set<String> { get }
    /// Whether it changes anything.
    static var mutates: Bool { get }
    /// Where a REST service has it.
    static var route: Route? { get }
    /// Whether it is refused to a caller who has signed nothing, as almost everything is.
    static var needsSignature: Bool { get }

    /// Decodes the parameters and checks what can be checked without the state.
    init(_ parameters: Parameters) throws(ServiceError)

    /// Writes the members of the answer.
    static func render(_ output: Output, to writer: inout OutputWriter)
}

extension OperationTable {
    static var refuses: Set<String> { [] }
    static var route: Route? { nil }
    static var needsSignature: Bool { true }
}

/// Most actions that change something answer with nothing.
extension OperationTable where Output == Void {
    static func render(_ output: Void, to writer: inout OutputWriter) {}
}
