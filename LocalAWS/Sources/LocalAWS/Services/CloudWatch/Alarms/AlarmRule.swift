/// When an alarm goes off (CloudWatch User Guide, "Evaluating an alarm" and "Configuring how CloudWatch alarms treat
/// missing data").
struct AlarmRule: Codable, Sendable, Equatable {
    /// N: how many periods are looked at.
    let evaluationPeriods: Int
    /// M: how many of them must breach the threshold.
    let datapointsToAlarm: Int
    let comparison: AlarmComparison
    let threshold: Double
    let missingData: MissingData

    /// How many periods are looked through for values: where some of the last N have none, older ones count.
    var evaluationRange: Int { evaluationPeriods + 2 }

    /// What the alarm is to be, and why.
    ///
    /// - Parameters:
    ///   - periods: the values of the periods of the evaluation range, the newest first, nil where there was none.
    ///   - state: what it is now, and stays where nothing speaks against it.
    func verdict(on periods: [AlarmDatapoint], from state: AlarmState) -> AlarmVerdict {
        let evaluated = Array(periods.filter { $0.value != nil }.prefix(evaluationPeriods))
        let missing = evaluationPeriods - evaluated.count
        return AlarmVerdict(
            state: self.state(periods, evaluated, missing: missing, from: state),
            evaluated: evaluated,
            missing: missing,
            breaching: evaluated.count(where: isBreaching)
        )
    }

    private func state(
        _ periods: [AlarmDatapoint],
        _ evaluated: [AlarmDatapoint],
        missing: Int,
        from state: AlarmState
    ) -> AlarmState {
        let breaching = evaluated.count(where: isBreaching)
        switch missingData {
        case .breaching: return breaching + missing >= datapointsToAlarm ? .alarm : .ok
        case .notBreaching: return breaching >= datapointsToAlarm ? .alarm : .ok
        case .ignore, .missing: break
        }
        if evaluated.isEmpty { return missingData == .ignore ? state : .insufficientData }
        if breaching >= datapointsToAlarm { return .alarm }
        if breaching < evaluated.count || missing == 0 { return .ok }
        // All that is known breaches, but it is too little. It is enough once it is old enough for the periods
        // since then to have been as bad.
        guard missingData == .missing, let oldest = periods.lastIndex(where: isBreaching) else {
            return state
        }
        return oldest + 1 >= datapointsToAlarm ? .alarm : state
    }

    func isBreaching(_ datapoint: AlarmDatapoint) -> Bool {
        datapoint.value.map { comparison.isBreached(by: $0, threshold: threshold) } ?? false
    }
}

/// What an alarm's metric was in one period.
struct AlarmDatapoint: Sendable, Equatable {
    /// In seconds since 1970.
    let start: Int64
    /// Nil when there was none.
    let value: Double?
}

/// What came out of evaluating an alarm.
struct AlarmVerdict: Sendable, Equatable {
    let state: AlarmState
    /// The values that counted, the newest first.
    let evaluated: [AlarmDatapoint]
    /// How many periods had to do without a value.
    let missing: Int
    let breaching: Int
}
