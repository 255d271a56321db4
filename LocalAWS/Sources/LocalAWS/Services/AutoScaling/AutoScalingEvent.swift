internal import Platform

/// What Auto Scaling has happen at a moment. Groups are named by their ARNs: one of the same name, made later, is not meant.
enum AutoScalingEvent: ServiceEvent {
    /// A group compares what it has with what it should have.
    case reconcile(group: String)
    /// A group looks whether its instances still run.
    case watch(group: String)
    /// A group tells CloudWatch of itself.
    case measure(group: String)
    /// EC2 has an instance running.
    case run(instance: String, group: String)
    /// An instance begins to serve.
    case serve(instance: String, group: String)
    /// An instance has waited for a hook as long as it had to, unless it was heard of since.
    case expire(token: String, instance: String, group: String)
    /// An instance that is to end is ended.
    case end(instance: String, group: String)
    /// EC2 has an instance terminated.
    case ended(instance: String, group: String)
    /// An instance leaves its group, or stands by.
    case leave(instance: String, group: String)
    /// A scheduled action's time has come.
    case act(scheduledAction: String, group: String, moment: Timestamp)
    /// A message goes out.
    case send(Delivery, attempt: Int)
    /// An event goes to the bus.
    case announce(BusEvent)

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        switch self {
        case .send(let delivery, let attempt): cloud.send(delivery, attempt: attempt, &context)
        case .announce(let event): cloud.putEvent(event, &context)
        case .reconcile(let group): cloud.updateGroups(&context) { $0.reconcile(group, $1, &$2) }
        case .watch(let group): cloud.updateGroups(&context) { $0.watch(group, $1, &$2) }
        default: cloud.withRegion(context.region) { happen(in: &$0, &context) }
        }
    }

    private func happen(in region: inout RegionState, _ context: inout ActionContext) {
        region.ec2.settle(at: context.now)
        switch self {
        case .measure(let group): region.measure(group, &context)
        case .run(let id, let group): region.run(id, of: group, &context)
        case .serve(let id, let group): region.serve(id, of: group, &context)
        case .expire(let token, let id, let group): region.expire(token, of: id, in: group, &context)
        case .end(let id, let group): region.end(id, of: group, &context)
        case .ended(let id, let group): region.ended(id, of: group, &context)
        case .leave(let id, let group): region.leave(id, of: group, &context)
        case .act(let name, let group, let moment): region.act(name, of: group, due: moment, &context)
        case .reconcile, .watch, .send, .announce: break
        }
    }
}

extension CloudState {
    /// Lends the region to a group that may launch, with the instance profiles that there are.
    fileprivate mutating func updateGroups(
        _ context: inout ActionContext,
        _ body: (inout RegionState, IAMState, inout ActionContext) -> Void
    ) {
        let iam = iam
        withRegion(context.region) { region in
            region.ec2.settle(at: context.now)
            body(&region, iam, &context)
        }
    }

    /// How often a message is tried, a second apart.
    private static let sendingAttempts = 5

    /// Sends a message, as well as can be.
    fileprivate mutating func send(_ delivery: Delivery, attempt: Int, _ context: inout ActionContext) {
        let group = delivery.sourceARN.split(separator: "/").last ?? ""
        switch deliver(delivery, &context) {
        case .accepted:
            context.note(
                "autoscaling",
                "Group \(group): \(delivery.subject ?? "a message") to \(delivery.target)"
            )
        case .refused(let reason):
            context.note("autoscaling", "Group \(group) can't reach \(delivery.target): \(reason)")
        case .postponed(let reason):
            guard attempt < Self.sendingAttempts else {
                context.note("autoscaling", "Group \(group) gives up on \(delivery.target): \(reason)")
                return
            }
            context.schedule(.autoScaling(.send(delivery, attempt: attempt + 1)), after: .seconds(1))
        }
    }
}
