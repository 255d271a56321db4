import LocalAWS

struct StagedSnapshot: Sendable { var snapshotID, volumeID, state, description: String }
struct StagedTag: Sendable { var resourceID, key, value: String }
struct Stage {
    let cloud: Cloud
    func place(_ instanceID: String, volumes: Int) throws {}
    var snapshots: [StagedSnapshot] { [] }
    var tags: [StagedTag] { [] }
}
