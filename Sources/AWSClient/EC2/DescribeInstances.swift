package import Platform

extension EC2Client {
    /// DescribeInstances: the instances of these identifiers.
    ///
    /// One that EC2 doesn't know, or doesn't know yet, fails the whole call with `InvalidInstanceID.NotFound`.
    ///
    /// - Parameters:
    ///   - instanceIDs: at least one.
    ///   - deadline: the moment by which the call must have ended.
    package func describeInstances(
        instanceIDs: [String],
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> [Instance] {
        guard !instanceIDs.isEmpty else {
            throw EC2Action.describeInstances.invalid("without an identifier it would mean every instance")
        }
        for instanceID in instanceIDs { try ResourceID.instance.check(instanceID, for: .describeInstances) }
        return try await allPages(
            .describeInstances,
            deadline: deadline,
            // MaxResults and identifiers exclude each other.
            parameters: { $0.list("InstanceId", instanceIDs) },
            items: { root throws(XMLProblem) in
                try root.items(of: "reservationSet") { reservation throws(XMLProblem) in
                    try reservation.items(of: "instancesSet", Instance.init)
                }
                .flatMap { $0 }
            }
        )
    }
}
