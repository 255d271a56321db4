internal import JSON

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

    /// The metrics by name, with their units.
    var values: [(name: String, unit: String, value: JSON)] {
        [
            ("SnapshotsCreated", "Count", .integer(snapshotsCreated)),
            ("SnapshotsExisting", "Count", .integer(snapshotsExisting)),
            ("SnapshotsFailed", "Count", .integer(snapshotsFailed)),
            ("InstancesTagged", "Count", .integer(instancesTagged)),
            ("InstancesFailed", "Count", .integer(instancesFailed)),
            ("MessagesIgnored", "Count", .integer(messagesIgnored)),
            ("MessagesRejected", "Count", .integer(messagesRejected)),
            ("HandlerDuration", "Milliseconds", .real((duration / .milliseconds(1)).rounded())),
        ]
    }
}
