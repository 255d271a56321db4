package import Platform

extension EC2Client {
    /// CreateTags: gives every one of the resources all of the tags. A tag of the same key is overwritten.
    ///
    /// - Parameters:
    ///   - tags: at least one.
    ///   - resourceIDs: 1 to 1000 identifiers of any kind; one that EC2 doesn't know fails the whole call.
    ///   - deadline: the moment by which the call must have ended.
    package func createTags(
        _ tags: [Tag],
        resourceIDs: [String],
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) {
        guard !tags.isEmpty else { throw EC2Action.createTags.invalid("it has no tags") }
        guard (1...mostTaggedResources).contains(resourceIDs.count) else {
            throw EC2Action.createTags.invalid(
                "it takes 1 to \(mostTaggedResources) resources, not \(resourceIDs.count)"
            )
        }
        for resourceID in resourceIDs { try checkAnyResourceID(resourceID, for: .createTags) }
        try tags.check(for: .createTags)
        try await call(.createTags, deadline: deadline) { form in
            form.list("ResourceId", resourceIDs)
            form.set(tags: tags)
        }
    }
}

/// EC2's limit on one call.
private let mostTaggedResources = 1_000
