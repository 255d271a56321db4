import Platform
import Testing

@testable import LocalAWS

/// The tables are those of the User Guide's "Configuring how CloudWatch alarms treat missing data", the oldest period
/// first: 0 doesn't breach, X does, - is missing. The columns are missing, ignore, breaching, notBreaching.
@Suite struct `An alarm's rule` {
    @Test(arguments: [
        (3, "0-X-X", ["OK", "OK", "OK", "OK"]),
        (3, "0----", ["OK", "OK", "OK", "OK"]),
        (3, "-----", ["INSUFFICIENT_DATA", "retain", "ALARM", "OK"]),
        (3, "0XX-X", ["ALARM", "ALARM", "ALARM", "ALARM"]),
        (3, "--X--", ["ALARM", "retain", "ALARM", "OK"]),
        (2, "0-X-X", ["ALARM", "ALARM", "ALARM", "ALARM"]),
        (2, "00X0X", ["ALARM", "ALARM", "ALARM", "ALARM"]),
        (2, "0-X--", ["OK", "OK", "ALARM", "OK"]),
        (2, "----0", ["OK", "OK", "ALARM", "OK"]),
        (2, "---X-", ["ALARM", "retain", "ALARM", "OK"]),
    ])
    func `decides as the documentation's tables do`(least: Int, periods: String, states: [String]) {
        let treatments: [MissingData] = [.missing, .ignore, .breaching, .notBreaching]
        for (treatment, expected) in zip(treatments, states) {
            for state in [AlarmState.ok, .alarm, .insufficientData] {
                let rule = AlarmRule(
                    evaluationPeriods: 3,
                    datapointsToAlarm: least,
                    comparison: .greater,
                    threshold: 1,
                    missingData: treatment
                )
                // The table's second row with "breaching" counts on older values than the range holds.
                let verdict = rule.verdict(on: datapoints(periods), from: state)
                let wanted = expected == "retain" ? state.rawValue : expected
                #expect(verdict.state.rawValue == wanted, "\(periods) \(treatment) from \(state)")
            }
        }
    }

    @Test(arguments: [
        (AlarmComparison.greater, [false, false, true]), (.greaterOrEqual, [false, true, true]),
        (.less, [true, false, false]), (.lessOrEqual, [true, true, false]),
    ])
    func `compares with its threshold`(comparison: AlarmComparison, breached: [Bool]) {
        #expect([0, 1, 2].map { comparison.isBreached(by: $0, threshold: 1) } == breached)
    }

    @Test func `a breach that is too fresh doesn't count for periods to come`() {
        let rule = AlarmRule(
            evaluationPeriods: 3,
            datapointsToAlarm: 3,
            comparison: .greater,
            threshold: 1,
            missingData: .missing
        )
        #expect(rule.verdict(on: datapoints("----X"), from: .insufficientData).state == .insufficientData)
        #expect(rule.verdict(on: datapoints("----X"), from: .ok).state == .ok)
    }

    @Test func `the reason tells which values counted`() {
        let rule = AlarmRule(
            evaluationPeriods: 1,
            datapointsToAlarm: 1,
            comparison: .greater,
            threshold: 0,
            missingData: .notBreaching
        )
        let noon = AlarmDatapoint(start: TestCloud.noon.secondsSinceEpoch, value: 5)
        let alarm = AlarmReason(rule: rule, verdict: rule.verdict(on: [noon], from: .ok))
        #expect(
            alarm.text
                == "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (15/01/26 12:00:00)] was greater than the "
                + "threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition)."
        )
        let missing = AlarmReason(rule: rule, verdict: rule.verdict(on: [], from: .alarm))
        #expect(
            missing.text
                == "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated "
                + "as [NonBreaching]."
        )
    }

    private func datapoints(_ periods: String) -> [AlarmDatapoint] {
        periods.reversed().enumerated().map { index, mark in
            let value: Double? =
                switch mark {
                case "0": 0
                case "X": 2
                default: nil
                }
            return AlarmDatapoint(start: -Int64(index) * 60, value: value)
        }
    }
}
