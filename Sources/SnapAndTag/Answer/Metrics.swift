internal import JSON
internal import LambdaRuntime
internal import Platform

/// What CloudWatch is told of an invocation: counts, and how long it took.
struct Metrics: Equatable {
    private(set) var snapshotsCreated: Int64 = 0
    private(set) var snapshotsExisting: Int64 = 0
    private(set) var snapshotsFailed: Int64 = 0
    private(set) var instancesTagged: Int64 = 0
    private(set) var instancesFailed: Int64 = 0
    private(set) var messagesIgnored: Int64 = 0
    private(set) var messagesRejected: Int64 = 0
    private let duration: Duration

    init(_ outcomes: [Outcome], duration: Duration) {
        self.duration = duration
        for outcome in outcomes { count(outcome) }
    }

    private mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .handled(let report):
            snapshotsCreated += Int64(report.created.count)
            snapshotsExisting += Int64(report.existing.count)
            if report.tagging == .added { instancesTagged += 1 }
        case .failed(let failure):
            snapshotsCreated += Int64(failure.created.count)
            snapshotsExisting += Int64(failure.existing.count)
            if case .volumes(let failures) = failure.cause { snapshotsFailed += Int64(failures.count) }
            instancesFailed += 1
        case .ignored: messagesIgnored += 1
        case .rejected: messagesRejected += 1
        }
    }

    /// One line in CloudWatch's embedded metric format. The only dimension is the function's name: every further one
    /// would be billed as metrics of its own.
    func embedded(in namespace: String, of context: InvocationContext, at time: Timestamp) -> String {
        let counts: [(name: String, value: Int64)] = [
            ("SnapshotsCreated", snapshotsCreated), ("SnapshotsExisting", snapshotsExisting),
            ("SnapshotsFailed", snapshotsFailed), ("InstancesTagged", instancesTagged),
            ("InstancesFailed", instancesFailed), ("MessagesIgnored", messagesIgnored),
            ("MessagesRejected", messagesRejected),
        ]
        var definitions = counts.map { Self.definition($0.name, unit: "Count") }
        definitions.append(Self.definition("HandlerDuration", unit: "Milliseconds"))
        var line: JSONObject = [
            "_aws": [
                "Timestamp": .integer(time.millisecondsSinceEpoch),
                "CloudWatchMetrics": [
                    [
                        "Namespace": .string(namespace), "Dimensions": [["FunctionName"]],
                        "Metrics": .array(definitions),
                    ]
                ],
            ],
            "FunctionName": .string(context.functionName ?? "bootstrap"),
            "requestId": .string(context.requestID),
        ]
        for (name, value) in counts { line[name] = .integer(value) }
        line["HandlerDuration"] = .real((duration / .milliseconds(1)).rounded())
        return JSON.object(line).text
    }

    private static func definition(_ name: String, unit: String) -> JSON {
        ["Name": .string(name), "Unit": .string(unit)]
    }
}
