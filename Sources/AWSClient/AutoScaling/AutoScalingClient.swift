package import Platform

/// Amazon EC2 Auto Scaling: what a function says that a lifecycle hook waits for.
///
/// An action that is no longer waiting is answered with `ValidationError`. After a repeated attempt that can mean that
/// an earlier one, whose answer was lost, was heard.
package struct AutoScalingClient: Sendable {
    private let caller: ServiceCaller

    /// A client that calls through that caller, whose service is `.autoScaling`.
    package init(_ caller: ServiceCaller) {
        self.caller = caller
    }

    /// CompleteLifecycleAction: the instance's waiting ends with that result.
    package func completeLifecycleAction(
        _ action: LifecycleAction,
        result: LifecycleAction.Result,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) {
        try await call("CompleteLifecycleAction", of: action, deadline: deadline) { form in
            form.set("LifecycleActionResult", result.rawValue)
        }
    }

    /// RecordLifecycleActionHeartbeat: the instance goes on waiting, the hook's whole time-out from now.
    package func recordLifecycleActionHeartbeat(
        _ action: LifecycleAction,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) {
        try await call("RecordLifecycleActionHeartbeat", of: action, deadline: deadline) { _ in }
    }

    private func call(
        _ name: String,
        of action: LifecycleAction,
        deadline: Timestamp?,
        parameters: (inout QueryParameters) -> Void
    ) async throws(AWSClientError) {
        let request = QueryRequest(name, of: .autoScaling, idempotency: .idempotent) { form in
            form.set("LifecycleHookName", action.hookName)
            form.set("AutoScalingGroupName", action.groupName)
            switch action.subject {
            case .token(let token): form.set("LifecycleActionToken", token)
            case .instance(let instanceID): form.set("InstanceId", instanceID)
            }
            parameters(&form)
        }
        guard !action.hookName.isEmpty, !action.groupName.isEmpty, !action.subject.isEmpty else {
            throw .invalidCall(
                operation: caller.operation(of: request),
                reason: "the hook, the group and the instance or token must be named"
            )
        }
        try await caller.call(request, deadline: deadline) { _ in }
    }
}
