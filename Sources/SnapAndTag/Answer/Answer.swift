internal import JSON
internal import LambdaRuntime

/// The function's answer to an invocation, made from the outcomes of its messages.
struct Answer {
    private let outcomes: [MessageOutcome]
    private let reportsBatchItemFailures: Bool

    init(_ outcomes: [MessageOutcome], reportsBatchItemFailures: Bool) {
        self.outcomes = outcomes
        self.reportsBatchItemFailures = reportsBatchItemFailures
    }

    /// The report, of the one message or of all under `records`; for messages of SQS also the list of failed ones.
    ///
    /// - Throws: What went wrong, unless a partial batch response can say it.
    func body() throws -> [UInt8] {
        let failures = outcomes.compactMap { $0.outcome.error }
        let failedIDs = outcomes.filter { $0.outcome.error != nil }.map(\.sqsMessageID)
        let canReportInPart = reportsBatchItemFailures && !failedIDs.contains(nil)
        if let first = failures.first, !canReportInPart {
            throw failures.count == 1 ? first : SeveralFailures(failures)
        }
        var report = self.report
        if outcomes.contains(where: { $0.sqsMessageID != nil }) {
            report["batchItemFailures"] = .array(
                failedIDs.compactMap { $0 }.map { ["itemIdentifier": .string($0)] }
            )
        }
        return JSON.object(report).serialized()
    }

    private var report: JSONObject {
        let reports = outcomes.map(\.outcome.report)
        return switch reports.count {
        case 0: ["outcome": "ignored", "reason": "the event has no records"]
        case 1: reports[0]
        default: ["records": .array(reports.map(JSON.object))]
        }
    }
}

extension Outcome {
    fileprivate var error: (any ReportableError)? {
        switch self {
        case .handled, .ignored: nil
        case .rejected(let error): error
        case .failed(let failure): failure
        }
    }

    fileprivate var report: JSONObject {
        switch self {
        case .handled(let report): report.json
        case .ignored(let reason): ["outcome": "ignored", "reason": .string(reason)]
        case .rejected(let error): ["outcome": "rejected", "reason": .string(error.problem)]
        case .failed(let failure):
            [
                "instanceId": .string(failure.instanceID.text), "outcome": "failed",
                "reason": .string(failure.errorMessage),
            ]
        }
    }
}

/// Several messages of one event failed.
struct SeveralFailures: ReportableError {
    private let failures: [any ReportableError]

    init(_ failures: [any ReportableError]) {
        self.failures = failures
    }

    var errorType: String { failures.first?.errorType ?? "Function.SnapshotFailed" }

    var errorMessage: String {
        "\(failures.count) messages failed. " + failures.map(message).joined(separator: " ")
    }

    /// Together they explain no more than one would by itself.
    private func message(of failure: any ReportableError) -> String {
        guard let failure = failure as? SnapshotFailure else { return failure.errorMessage }
        return failure.errorMessage(explanations: SnapshotFailure.explanationLimit / failures.count)
    }
}
