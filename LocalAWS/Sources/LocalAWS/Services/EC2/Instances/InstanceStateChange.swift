/// What an instance was and is now.
struct InstanceStateChange: Sendable {
    let instanceID: String
    let previous: InstanceState
    let current: InstanceState

    func render(to xml: inout OutputWriter) {
        xml.text("instanceId", instanceID)
        current.render("currentState", to: &xml)
        previous.render("previousState", to: &xml)
    }
}

extension EC2State {
    /// Does something to instances, and tells what each was before and is after.
    mutating func change(
        _ instances: [Instance],
        _ context: ActionContext,
        _ body: (inout EC2State, Instance) -> Void
    ) -> [InstanceStateChange] {
        instances.map { instance in
            body(&self, instance)
            return InstanceStateChange(
                instanceID: instance.id,
                previous: instance.state(at: context.now),
                current: self.instances[instance.id]?.state(at: context.now) ?? .terminated
            )
        }
    }
}

/// The `InstanceId.N` of calls that change the state of instances.
enum InstanceIDs {
    static func list(_ parameters: Parameters) throws(ServiceError) -> [String] {
        let ids = parameters.list("InstanceId")
        guard !ids.isEmpty else { throw .missingParameter("InstanceId") }
        for id in ids { try ResourceKind.instance.check(id, parameter: "instanceId") }
        return ids
    }
}

extension ServiceError {
    /// For what an attribute of an instance forbids.
    static func operationNotPermitted(_ id: String, _ what: String, attribute: String) -> ServiceError {
        ServiceError(
            "OperationNotPermitted",
            "The instance '\(id)' may not be \(what). Modify its '\(attribute)' instance attribute and try again."
        )
    }

    static func incorrectInstanceState(_ message: String) -> ServiceError {
        ServiceError("IncorrectInstanceState", message)
    }
}
