internal import Platform

/// What CloudWatch holds in a region.
struct CloudWatchState: Codable, Sendable {
    /// The most items of the alarms' history that are kept, the newest.
    private static let maximumHistory = 5_000

    private(set) var metrics = MetricStore()
    private(set) var alarms: [String: MetricAlarm] = [:]
    /// The oldest first.
    private(set) var history: [AlarmHistoryItem] = []
    /// When alarms are evaluated next, nil when none needs it.
    private var nextEvaluation: Timestamp?

    /// Records what was measured: what every service tells of itself, and what clients tell.
    mutating func record(_ data: [MetricDatum], _ context: inout ActionContext) {
        guard !data.isEmpty else { return }
        for datum in data { metrics.record(datum, at: context.now) }
        let changed = Set(data.map(\.metric))
        for (name, alarm) in alarms where alarm.isAsleep && !changed.isDisjoint(with: alarm.metrics) {
            alarms[name]?.isAsleep = false
        }
        expectEvaluation(&context)
    }

    /// Adds an alarm, or replaces the one of its name.
    mutating func put(_ alarm: MetricAlarm, _ context: inout ActionContext) {
        alarms[alarm.name] = alarm
        expectEvaluation(&context)
    }

    /// Changes an alarm, if it is there.
    mutating func updateAlarm(_ name: String, _ change: (inout MetricAlarm) -> Void) {
        guard var alarm = alarms[name] else { return }
        change(&alarm)
        alarms[name] = alarm
    }

    mutating func removeAlarm(_ name: String) {
        alarms[name] = nil
    }

    mutating func note(_ item: AlarmHistoryItem) {
        history.append(item)
        if history.count > Self.maximumHistory { history.removeFirst(Self.maximumHistory / 10) }
    }

    /// Has the alarms evaluated at the next full minute, or at the next ten seconds if one of them is that quick. Alarms
    /// whose metrics tell nothing sleep, so that a cloud in which nothing happens has nothing to do.
    mutating func expectEvaluation(_ context: inout ActionContext) {
        guard let step = alarms.values.filter({ !$0.isAsleep }).map(\.evaluationStep).min() else { return }
        let next = Timestamp(secondsSinceEpoch: context.now.secondsSinceEpoch.rounded(downTo: step) + step)
        // One that is expected at this very moment is still to come, whatever else happens before it.
        if let nextEvaluation, nextEvaluation >= context.now, nextEvaluation <= next { return }
        nextEvaluation = next
        context.schedule(.cloudWatch(.evaluation), at: next)
    }

    /// Evaluates the alarms that don't sleep. What comes of it is the caller's to carry out.
    mutating func evaluate(at now: Timestamp) -> [AlarmTransition] {
        guard nextEvaluation == now else { return [] }
        nextEvaluation = nil
        var transitions: [AlarmTransition] = []
        for name in alarms.keys.sorted() {
            guard let alarm = alarms[name], !alarm.isAsleep,
                now.secondsSinceEpoch % alarm.evaluationStep == 0
            else { continue }
            let evaluation = AlarmEvaluation(alarm, metrics, at: now)
            alarms[name]?.isAsleep = evaluation.isSettled
            if let transition = evaluation.transition { transitions.append(transition) }
        }
        return transitions
    }
}

/// What CloudWatch has happen at a moment.
enum CloudWatchEvent: ServiceEvent {
    /// The alarms are evaluated.
    case evaluation

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        let now = context.now
        let transitions = cloud.withRegion(context.region) { $0.cloudWatch.evaluate(at: now) }
        for transition in transitions { cloud.carryOut(transition, &context) }
        cloud.withRegion(context.region) { $0.cloudWatch.expectEvaluation(&context) }
    }
}
