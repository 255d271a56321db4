import AWSClient

/// A tag is EC2's in these tests, not Swift Testing's.
typealias Tag = AWSClient.Tag
