/// Says who the caller is. Nobody is refused this.
struct GetCallerIdentity: STSOperation {
    static let name = "GetCallerIdentity"
    static let honours: Set<String> = []
    static let mutates = false

    /// Who the caller is.
    struct Identity: Sendable {
        let userID: String
        let accountID: String
        let arn: String
    }

    init(_ parameters: Parameters) throws(ServiceError) {}

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] { [] }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Identity {
        Identity(
            userID: context.caller.userID,
            accountID: context.caller.accountID,
            arn: context.caller.arn(partition: context.region.partition)
        )
    }

    static func render(_ output: Identity, to xml: inout OutputWriter) {
        xml.text("Arn", output.arn)
        xml.text("UserId", output.userID)
        xml.text("Account", output.accountID)
    }
}
