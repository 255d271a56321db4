package import Platform

extension EC2Client {
    /// DescribeSnapshots: the account's own snapshots that meet all the filters. Those of others, which EC2 lists by
    /// the hundred thousand unless told not to, are never asked for.
    ///
    /// - Parameters:
    ///   - filters: at least one, each with at least one value.
    ///   - deadline: the moment by which the call must have ended.
    package func describeSnapshots(
        filters: [Filter],
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> [Snapshot] {
        try filters.check(for: .describeSnapshots)
        return try await allPages(
            .describeSnapshots,
            deadline: deadline,
            parameters: { form in
                form.list("Owner", ["self"])
                form.set(filters: filters)
                form.set("MaxResults", pageSize)
            },
            items: { root throws(XMLProblem) in try root.items(of: "snapshotSet", Snapshot.init) }
        )
    }
}
