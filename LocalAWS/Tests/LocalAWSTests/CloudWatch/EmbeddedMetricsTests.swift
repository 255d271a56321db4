import Platform
import Testing

@testable import LocalAWS

@Suite struct `Embedded metrics` {
    private static let line = #"""
        {"_aws":{"Timestamp":1768478400123,"CloudWatchMetrics":[{"Namespace":"AsgSnapshots","Dimensions":[["FunctionName"],["FunctionName","AutoScalingGroupName"]],"Metrics":[{"Name":"SnapshotsCreated","Unit":"Count"},{"Name":"HandlerDuration","Unit":"Milliseconds","StorageResolution":60}]}]},"FunctionName":"asg-snapshot","AutoScalingGroupName":"web","SnapshotsCreated":3,"HandlerDuration":[12.5,13.1],"requestId":"free text stays a log field"}
        """#

    @Test func `a line tells each metric for each set of dimensions`() throws {
        let data = EmbeddedMetrics.data(in: Self.line, at: TestCloud.noon)
        #expect(data.count == 4)
        #expect(Set(data.map(\.metric)).count == 4)
        let created = try #require(data.first { $0.metric.name == "SnapshotsCreated" })
        #expect(created.metric.namespace == "AsgSnapshots")
        #expect(created.unit == .count)
        #expect(created.statistics.sum == 3)
        #expect(created.timestamp.millisecondsSinceEpoch == 1_768_478_400_123)
        let duration = try #require(data.last { $0.metric.name == "HandlerDuration" })
        #expect(duration.metric.dimensions.count == 2)
        #expect(duration.statistics.sampleCount == 2)
        #expect(duration.statistics.maximum == 13.1)
    }

    @Test(arguments: [
        ("\"SnapshotsCreated\":3", "\"Other\":3", 2),
        ("\"SnapshotsCreated\":3", "\"SnapshotsCreated\":\"3\"", 2),
        ("\"FunctionName\":\"asg-snapshot\"", "\"FunctionName\":7", 0),
        ("\"AutoScalingGroupName\":\"web\"", "\"x\":\"web\"", 2),
        ("\"Unit\":\"Count\"", "\"Unit\":\"Pieces\"", 2),
        ("1768478400123", "1767268799999", 0), ("1768478400123", "1768485600001", 0),
        ("\"_aws\"", "\"aws\"", 0),
        ("[[\"FunctionName\"],[\"FunctionName\",\"AutoScalingGroupName\"]]", "[[]]", 2),
        ("[12.5,13.1]", "[12.5,\"x\"]", 2), ("[12.5,13.1]", "[]", 2), ("AsgSnapshots", ":x", 0),
    ])
    func `what breaks a rule is dropped`(part: String, replacement: String, count: Int) {
        let line = Self.line.replacing(part, with: replacement)
        #expect(EmbeddedMetrics.data(in: line, at: TestCloud.noon).count == count)
    }

    @Test func `a line with something around the object tells nothing`() {
        #expect(EmbeddedMetrics.data(in: "12:00 " + Self.line, at: TestCloud.noon).isEmpty)
        #expect(EmbeddedMetrics.data(in: Self.line + "\n", at: TestCloud.noon).count == 4)
    }
}
