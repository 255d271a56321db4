/// An Amazon Resource Name, in its six parts.
struct ARN: Hashable, Sendable, CustomStringConvertible {
    let partition: String
    let service: String
    let region: String
    let accountID: String
    /// All that follows, colons and slashes included.
    let resource: String

    /// Nil for a text of another form.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", !parts[2].isEmpty, !parts[5].isEmpty else { return nil }
        partition = String(parts[1])
        service = String(parts[2])
        region = String(parts[3])
        accountID = String(parts[4])
        resource = String(parts[5])
    }

    var description: String { "arn:\(partition):\(service):\(region):\(accountID):\(resource)" }
}
