/// A client token: the same call with the same token is done once.
struct Idempotency: Sendable {
    private let key: String
    private let parameters: UInt64

    /// Nil for a call without `ClientToken`.
    init?(_ parameters: Parameters, of action: String) throws(ServiceError) {
        guard let token = parameters.optional("ClientToken") else { return nil }
        guard token.utf8.count <= 64, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidParameterValue(
                "Value (\(token)) for parameter clientToken is invalid. Up to 64 ASCII characters."
            )
        }
        key = "\(action) \(token)"
        self.parameters = parameters.fingerprint(excluding: ["ClientToken", "DryRun", "Action", "Version"])
    }

    /// The client's token.
    var token: String { String(key.drop { $0 != " " }.dropFirst()) }

    /// What the first call with this token made; nil when this is the first.
    func earlierResult(in state: EC2State) throws(ServiceError) -> [String]? {
        guard let earlier = state.clientTokens[key] else { return nil }
        guard earlier.parameters == parameters else { throw .idempotentParameterMismatch }
        return earlier.resourceIDs
    }

    /// Notes what this call made.
    func remember(_ resourceIDs: [String], in state: inout EC2State) {
        state.clientTokens[key] = IdempotentCall(parameters: parameters, resourceIDs: resourceIDs)
    }
}
