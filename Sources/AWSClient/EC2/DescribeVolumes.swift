package import Platform

extension EC2Client {
    /// DescribeVolumes: the volumes that meet all the filters.
    ///
    /// A volume that was just made or attached may be missing for a while, or show an older state: EC2 is eventually
    /// consistent.
    ///
    /// - Parameters:
    ///   - filters: at least one, each with at least one value.
    ///   - deadline: the moment by which the call must have ended.
    package func describeVolumes(
        filters: [Filter],
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> [Volume] {
        try filters.check(for: .describeVolumes)
        return try await allPages(
            .describeVolumes,
            deadline: deadline,
            parameters: { form in
                form.set(filters: filters)
                form.set("MaxResults", pageSize)
            },
            items: { root throws(XMLProblem) in try root.items(of: "volumeSet", Volume.init) }
        )
    }
}

/// How many items a page has at most; 5 to 1000 are allowed. That a number is given at all also puts the call into the
/// larger of EC2's token buckets.
let pageSize = 500
