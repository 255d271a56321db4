/// One thing to see to: what a message means, and which messages mean it.
struct FunctionTask: Sendable {
    let meaning: Meaning
    /// The places of its messages among all of them.
    private(set) var positions: [Int]

    /// What the messages ask for. Those that announce the same instance share one task, since EC2 may not show a second
    /// run yet what the first one made; every other message is a task of its own.
    static func tasks(for messages: [IncomingEvent.Message]) -> [FunctionTask] {
        var tasks: [FunctionTask] = []
        var launches: [InstanceID: Int] = [:]
        for (position, message) in messages.enumerated() {
            if case .launch(let launch) = message.meaning {
                if let known = launches[launch.instanceID] {
                    tasks[known].positions.append(position)
                    continue
                }
                launches[launch.instanceID] = tasks.count
            }
            tasks.append(FunctionTask(meaning: message.meaning, positions: [position]))
        }
        return tasks
    }
}
