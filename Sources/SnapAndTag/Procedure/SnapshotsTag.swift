internal import AWSClient

/// The tag that says, on the instance, that every one of its volumes has its snapshot.
enum SnapshotsTag {
    static let key = "Snapshots"
    static let value = "Created"
    static let tag = Tag(key: key, value: value)
}
