private import CLimits

/// How much room a folder takes on disk.
enum DiskUsage {
    /// Of all that is in a folder, in bytes; what has no bytes counts as a block.
    ///
    /// - Parameter limit: when there are more they aren't counted to the end.
    static func of(_ folder: String, upTo limit: Int) -> Int {
        Int(unsafe folder.withCString { unsafe local_aws_disk_usage($0, Int64(limit)) })
    }
}
