internal import Platform

/// Amazon EC2 with EBS: the actions that finding, making, tagging and deleting snapshots takes.
///
/// - `describeVolumes`, `describeSnapshots`, `describeInstances`: all that match, over all pages.
/// - `createSnapshot`, `createSnapshots`: of one volume, of an instance's volumes at one moment. Neither has a client
///   token: a second call makes second snapshots, and so neither is repeated after a failure that may hide a success
///   (`AWSClientError.mayHaveTakenEffect`).
/// - `createTags`, `deleteSnapshot`: may be repeated.
///
/// What can't be right is refused before it is sent, as `.invalidCall`: a malformed identifier, tags beyond EC2's
/// limits, and above all a call that would mean every volume or snapshot of the account.
package struct EC2Client: Sendable {
    let caller: ServiceCaller

    /// A client that calls through that caller, whose service is `.ec2`.
    package init(_ caller: ServiceCaller) {
        self.caller = caller
    }
}

extension EC2Client {
    /// Makes the call.
    func call<Value>(
        _ action: EC2Action,
        deadline: Timestamp?,
        timeLimit: Duration? = nil,
        parameters: (inout QueryParameters) -> Void,
        decode: (XMLElement) throws(XMLProblem) -> Value
    ) async throws(AWSClientError) -> Value {
        let request = QueryRequest(
            action.rawValue,
            of: .ec2,
            idempotency: action.idempotency,
            parameters: parameters
        )
        return try await caller.call(request, deadline: deadline, timeLimit: timeLimit, decode: decode)
    }

    /// Makes a call whose answer says only that it was done.
    func call(
        _ action: EC2Action,
        deadline: Timestamp?,
        parameters: (inout QueryParameters) -> Void
    ) async throws(AWSClientError) {
        try await call(action, deadline: deadline, parameters: parameters) { root throws(XMLProblem) in
            guard try root.boolean("return") != false else {
                throw XMLProblem("it says <return>false</return>")
            }
        }
    }
}
