internal import HTTPTypes

/// An emulated service: how it is reached, how it speaks, what it does.
final class Service: Sendable {
    /// The name in the credential scope of its callers' signatures.
    let signingName: String
    /// What its actions are called by in policies: `ec2` of `ec2:CreateSnapshot`.
    let permissionPrefix: String
    /// The API version in query calls; empty for a service without them.
    let version: String
    /// The protocols it speaks, its favourite first.
    let wires: [WireProtocol]
    /// The XML namespace of its answers.
    let namespace: String
    /// What precedes the action in `X-Amz-Target`, and names the service in paths of CBOR calls.
    let targetPrefix: String
    /// `1.0` or `1.1`
    let jsonVersion: String
    /// What precedes an error's code in JSON.
    let errorShapePrefix: String
    /// The codes that errors have in the query protocol, for JSON services whose clients still show those.
    let queryErrorCodes: [String: String]
    /// How its forms and XML answers depart from the query protocol's usual way.
    let queryDialect: QueryDialect?
    /// The code of all refusals of parameters, of a service that has but one.
    let parameterErrorCode: String?
    /// The actions of AWS's that need no signature and aren't emulated: their callers are to hear just that.
    let absentOpenActions: Set<String>
    /// The largest body that it takes.
    let maximumBodyBytes: Int
    private let actions: [String: Action]
    private let routed: [Action]

    init(
        signingName: String,
        permissionPrefix: String? = nil,
        version: String = "",
        wires: [WireProtocol],
        namespace: String = "",
        targetPrefix: String = "",
        jsonVersion: String = "1.1",
        errorShapePrefix: String = "",
        queryErrorCodes: [String: String] = [:],
        queryDialect: QueryDialect? = nil,
        parameterErrorCode: String? = nil,
        absentOpenActions: Set<String> = [],
        maximumBodyBytes: Int = 1_048_576,
        actions: [Action]
    ) {
        self.signingName = signingName
        self.permissionPrefix = permissionPrefix ?? signingName
        self.version = version
        self.wires = wires
        self.namespace = namespace
        self.targetPrefix = targetPrefix
        self.jsonVersion = jsonVersion
        self.errorShapePrefix = errorShapePrefix
        self.queryErrorCodes = queryErrorCodes
        self.queryDialect = queryDialect
        self.parameterErrorCode = parameterErrorCode
        self.absentOpenActions = absentOpenActions
        self.maximumBodyBytes = maximumBodyBytes
        self.actions = Dictionary(uniqueKeysWithValues: actions.map { ($0.name, $0) })
        routed = actions.filter { $0.route != nil }
    }

    /// The action of that name; nil when there is none.
    func action(named name: String) -> Action? { actions[name] }

    /// The action of a REST call and the parameters of its path; nil when no route leads there.
    func action(
        _ method: HTTPRequest.Method,
        at path: Substring
    ) -> (Action, [(name: String, value: String)])? {
        let segments = path.split(separator: "/")
        for action in routed {
            if let labels = action.route?.labels(method, segments) { return (action, labels) }
        }
        return nil
    }

    /// Whether a REST call's path could be one of this service's.
    func ownsPath(_ path: Substring) -> Bool {
        let segments = path.split(separator: "/")
        return routed.contains { $0.route?.begins(segments) ?? false }
    }

    /// What an error is called in JSON, whose code may be that of the query protocol.
    func errorShape(of code: String) -> String {
        queryErrorCodes.first { $0.value == code }?.key ?? code
    }

    /// What an error is called in the query protocol, whose code may be that of JSON.
    func queryErrorCode(of code: String) -> String {
        queryErrorCodes[code] ?? code
    }

    /// The table, by name.
    var actionTable: [Action] { actions.values.sorted { $0.name < $1.name } }
}
