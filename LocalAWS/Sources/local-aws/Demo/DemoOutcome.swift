import LocalAWS

/// What there is when the story is told.
struct DemoOutcome: Sendable {
    private let instances: [Cloud.InstanceSummary]
    private let volumes: [String: [Cloud.VolumeSummary]]
    private let snapshots: [Cloud.SnapshotSummary]
    private let log: [String]
    private let took: Duration
    /// Whether every instance has its tag.
    let isComplete: Bool

    init(of cloud: Cloud, log: [String], took: Duration, isComplete: Bool) {
        instances = cloud.instances()
        volumes = Dictionary(
            uniqueKeysWithValues: instances.map { ($0.id, cloud.volumes(attachedTo: $0.id)) }
        )
        snapshots = cloud.snapshots()
        self.log = log
        self.took = took
        self.isComplete = isComplete
    }

    /// The outcome for a person.
    var text: String {
        var lines = ["", "The function's log", ""] + log.map { "  " + Self.shortened($0) }
        lines += ["", "Instances", ""] + instanceTable.lines
        lines += ["", "Snapshots", ""] + snapshotTable.lines
        lines += ["", closingLine, ""]
        return lines.joined(separator: "\n")
    }

    private var instanceTable: Table {
        Table(
            header: ["Instance", "State", "Volumes", "Tags"],
            rows: instances.map { instance in
                [
                    instance.id, instance.state.name, "\(volumes[instance.id]?.count ?? 0)",
                    instance.tags.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                ]
            }
        )
    }

    private var snapshotTable: Table {
        Table(
            header: ["Snapshot", "Volume", "State", "Description"],
            rows: snapshots.map { [$0.id, $0.volumeID, $0.status.rawValue, $0.description] }
        )
    }

    private var closingLine: String {
        let time = fixedPoint(took / .milliseconds(1), decimals: 0) + " ms"
        let count = instances.reduce(0) { $0 + (volumes[$1.id]?.count ?? 0) }
        return isComplete
            ? "\(instances.count) launched, \(count) volumes, \(snapshots.count) snapshots, tagged \(time) after "
                + "SetDesiredCapacity."
            : "After \(time) an instance still has no tag: the function's log says why."
    }

    private static func shortened(_ line: String) -> String {
        let text = line.split(whereSeparator: { $0 == "\t" || $0.isNewline }).joined(separator: "  ")
        return text.count <= 200 ? text : "\(text.prefix(200))… (\(text.count) characters)"
    }
}
