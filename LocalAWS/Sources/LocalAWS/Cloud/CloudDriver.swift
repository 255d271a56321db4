internal import Platform

/// Moves the cloud on between calls: makes happen what falls due, and performs what is to be done outside.
struct CloudDriver: Sendable {
    let cloud: Cloud

    /// Runs until its task is cancelled; everything that it began is over then.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await followAgenda() }
            group.addTask { await cloud.functions.live() }
            for await effect in cloud.effects.effects {
                group.addTask { await effect.perform(in: cloud) }
            }
            group.cancelAll()
        }
    }

    private func followAgenda() async {
        while !Task.isCancelled {
            let next = cloud.settle()
            await cloud.alarm.wait(atMost: next.flatMap(cloud.clock.realDuration(until:)))
        }
    }
}
