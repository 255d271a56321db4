internal import Platform

/// The token buckets of "Request throttling for the Amazon EC2 API": each action has one in each region. Tokens come back
/// in the cloud's time.
struct TokenBuckets {
    /// A bucket's name, size and refill.
    struct Key: Hashable {
        let region: Region
        let action: String
        let size: Double
        let refillPerSecond: Double

        init(action: Action, of service: Service, in region: Region, isBroad: Bool) {
            self.region = region
            let isWide = isBroad && Self.expensiveWhenBroad.contains(action.name)
            self.action = "\(service.signingName):\(action.name)\(isWide ? " of all" : "")"
            (size, refillPerSecond) =
                if isWide {
                    (50, 10)
                } else if service.signingName == "ec2", let own = Self.sizes[action.name] {
                    own
                } else {
                    action.mutates ? (50, 5) : (100, 20)
                }
        }

        private static let expensiveWhenBroad: Set<String> = [
            "DescribeInstances", "DescribeInstanceStatus", "DescribeNetworkInterfaces",
            "DescribeSecurityGroups",
            "DescribeSnapshots", "DescribeSpotInstanceRequests", "DescribeVolumes",
        ]
        private static let sizes: [String: (Double, Double)] = [
            "CreateSnapshot": (100, 5), "CreateSnapshots": (100, 5), "DeleteSnapshot": (100, 5),
            "ModifySnapshotAttribute": (100, 5), "CreateTags": (100, 10), "DeleteTags": (100, 10),
            "CreateVolume": (100, 5), "DeleteVolume": (100, 5), "CreateLaunchTemplateVersion": (100, 5),
            "RunInstances": (5, 2), "StartInstances": (5, 2), "TerminateInstances": (100, 5),
        ]
    }

    private struct Bucket {
        var tokens: Double
        var moment: Timestamp
    }

    private var buckets: [Key: Bucket] = [:]

    /// Takes a token.
    ///
    /// - Returns: whether there was one.
    mutating func take(from key: Key, at now: Timestamp) -> Bool {
        var bucket = buckets[key] ?? Bucket(tokens: key.size, moment: now)
        let passed = max((now - bucket.moment) / .seconds(1), 0)
        bucket.tokens = min(key.size, bucket.tokens + passed * key.refillPerSecond)
        bucket.moment = max(now, bucket.moment)
        defer { buckets[key] = bucket }
        guard bucket.tokens >= 1 else { return false }
        bucket.tokens -= 1
        return true
    }
}
