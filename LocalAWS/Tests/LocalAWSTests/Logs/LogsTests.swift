import Platform
import Testing

@testable import LocalAWS

@Suite struct `CloudWatch Logs` {
    private let cloud: TestCloud
    private let noon = TestCloud.noon.millisecondsSinceEpoch

    init() throws { cloud = try TestCloud() }

    private func call(_ action: String, _ document: Document = [:]) throws -> Reply {
        try cloud.send(cloud.json(.logs, action, document))
    }

    private func makeStream(_ stream: String = "s", in group: String = "/g") throws {
        _ = try call("CreateLogGroup", ["logGroupName": .text(group)])
        let made = try call(
            "CreateLogStream",
            ["logGroupName": .text(group), "logStreamName": .text(stream)]
        )
        try #require(made.status == 200, "\(made.body)")
    }

    private func put(_ events: [(Int64, String)], stream: String = "s") throws -> Reply {
        try call(
            "PutLogEvents",
            [
                "logGroupName": "/g", "logStreamName": .text(stream),
                "logEvents": .list(events.map { ["timestamp": .integer($0.0), "message": .text($0.1)] }),
            ]
        )
    }

    private func messages(_ reply: Reply) -> [String] {
        (reply.document["events"]?.list ?? []).compactMap { $0["message"]?.text }
    }

    @Test func `a group has the key that it is given, at birth or later, until it is taken off`() throws {
        func key() throws -> String? {
            try call("DescribeLogGroups").document["logGroups"]?.list?.first?["kmsKeyId"]?.text
        }
        func set(_ key: Document) throws -> Reply {
            try call("AssociateKmsKey", ["logGroupName": "/g", "kmsKeyId": key])
        }
        let keys: [Document] = ["1", "2"].map { .text("arn:aws:kms:eu-west-1:111122223333:key/\($0)") }
        _ = try call("CreateLogGroup", ["logGroupName": "/g", "kmsKeyId": keys[0]])
        #expect(try key() == keys[0].text)
        #expect(try set(keys[1]).status == 200)
        #expect(try key() == keys[1].text)
        #expect(try set("alias/a").jsonCode == "InvalidParameterException")
        #expect(try call("DisassociateKmsKey", ["logGroupName": "/g"]).status == 200)
        #expect(try key() == nil)
        #expect(
            try call("DisassociateKmsKey", ["logGroupName": "/h"]).jsonCode == "ResourceNotFoundException"
        )
        let refused = try call("CreateLogGroup", ["logGroupName": "/i", "kmsKeyId": "k"])
        #expect(refused.jsonCode == "InvalidParameterException")
    }

    @Test func `a group is there once, with its retention and its tags`() throws {
        #expect(try call("CreateLogGroup", ["logGroupName": "/g", "tags": ["a": "1"]]).body == "{}")
        #expect(
            try call("CreateLogGroup", ["logGroupName": "/g"]).jsonCode == "ResourceAlreadyExistsException"
        )
        #expect(try call("CreateLogGroup", ["logGroupName": "a b"]).jsonCode == "InvalidParameterException")
        #expect(try call("CreateLogGroup").jsonCode == "InvalidParameterException")
        _ = try call("PutRetentionPolicy", ["logGroupName": "/g", "retentionInDays": 14])
        let refused = try call("PutRetentionPolicy", ["logGroupName": "/g", "retentionInDays": 2])
        #expect(refused.jsonCode == "InvalidParameterException")
        let group = try call("DescribeLogGroups", ["logGroupNamePrefix": "/"]).document["logGroups"]?.list?
            .first
        let arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/g"
        #expect(group?["arn"]?.text == arn + ":*")
        #expect(group?["logGroupArn"]?.text == arn)
        #expect(group?["retentionInDays"] == 14)
        let tags = try call("ListTagsForResource", ["resourceArn": .text(arn)])
        #expect(tags.document["tags"] == ["a": "1"])
        #expect(try call("DeleteLogGroup", ["logGroupName": "/x"]).jsonCode == "ResourceNotFoundException")
        #expect(try call("DeleteLogGroup", ["logGroupName": "/g"]).status == 200)
        #expect(try call("DescribeLogGroups").document["logGroups"] == [])
    }

    @Test func `events come back in the order of their timestamps`() throws {
        try makeStream()
        #expect(try put([(noon + 2, "c"), (noon + 3, "d")]).status == 200)
        #expect(try put([(noon, "a"), (noon + 2, "c2")]).status == 200)
        let head = try call(
            "GetLogEvents",
            ["logGroupName": "/g", "logStreamName": "s", "startFromHead": true]
        )
        #expect(messages(head) == ["a", "c", "c2", "d"])
        let tail = try call("GetLogEvents", ["logGroupName": "/g", "logStreamName": "s", "limit": 1])
        #expect(messages(tail) == ["d"])
    }

    @Test func `reading forward ends where the same token comes back`() throws {
        try makeStream()
        _ = try put((0..<5).map { (noon + Int64($0), "\($0)") })
        var read: [String] = []
        var token: Document?
        for _ in 0..<10 {
            var parameters: [String: Document] = [
                "logGroupName": "/g", "logStreamName": "s", "startFromHead": true, "limit": 2,
            ]
            parameters["nextToken"] = token
            let page = try call("GetLogEvents", .structure(parameters))
            read += messages(page)
            let next = page.document["nextForwardToken"]
            if next == token { break }
            token = next
        }
        #expect(read == ["0", "1", "2", "3", "4"])
        let back = try call("GetLogEvents", ["logGroupName": "/g", "logStreamName": "s", "limit": 2])
        #expect(messages(back) == ["3", "4"])
        let further = try call(
            "GetLogEvents",
            [
                "logGroupName": "/g", "logStreamName": "s", "limit": 2,
                "nextToken": back.document["nextBackwardToken"] ?? .null,
            ]
        )
        #expect(messages(further) == ["1", "2"])
        _ = try put([(noon + 9, "new")])
        let news = try call(
            "GetLogEvents",
            ["logGroupName": "/g", "logStreamName": "s", "nextToken": token ?? .null, "startFromHead": true]
        )
        #expect(messages(news) == ["new"])
    }

    @Test func `filtering goes through all streams, page by page`() throws {
        try makeStream()
        _ = try call("CreateLogStream", ["logGroupName": "/g", "logStreamName": "t"])
        _ = try put([(noon, "ERROR 1"), (noon + 2, "INFO")])
        _ = try put([(noon + 1, "ERROR 2"), (noon + 3, "ERROR 3")], stream: "t")
        let first = try call(
            "FilterLogEvents",
            ["logGroupName": "/g", "filterPattern": "ERROR", "limit": 2, "interleaved": true]
        )
        #expect(messages(first) == ["ERROR 1", "ERROR 2"])
        let rest = try call(
            "FilterLogEvents",
            [
                "logGroupIdentifier": "arn:aws:logs:eu-west-1:111122223333:log-group:/g",
                "filterPattern": "ERROR",
                "limit": 2, "nextToken": first.document["nextToken"] ?? .null,
            ]
        )
        #expect(messages(rest) == ["ERROR 3"])
        #expect(rest.document["nextToken"] == nil)
        let window = try call(
            "FilterLogEvents",
            [
                "logGroupName": "/g", "logStreamNames": ["t"], "startTime": .integer(noon + 1),
                "endTime": .integer(noon + 2),
            ]
        )
        #expect(messages(window) == ["ERROR 2"])
        let broken = try call("FilterLogEvents", ["logGroupName": "/g", "filterPattern": "{"])
        #expect(broken.jsonCode == "InvalidParameterException")
    }

    @Test func `a batch follows the rules`() throws {
        try makeStream()
        let day: Int64 = 86_400_000
        #expect(try put([]).jsonCode == "InvalidParameterException")
        #expect(try put([(noon + 1, "b"), (noon, "a")]).jsonCode == "InvalidParameterException")
        #expect(try put([(noon - day - 1, "a"), (noon, "b")]).jsonCode == "InvalidParameterException")
        let large = String(repeating: "x", count: 600_000)
        #expect(try put([(noon, large), (noon, large)]).jsonCode == "InvalidParameterException")
        #expect(try put([(noon, large)]).status == 200)
        #expect(try put([(noon, "x")], stream: "none").jsonCode == "ResourceNotFoundException")
        let old = try put([(noon - 14 * day - 1, "a"), (noon - 14 * day, "b")])
        #expect(old.document["rejectedLogEventsInfo"] == ["tooOldLogEventEndIndex": 1])
        let new = try put([(noon + 7_200_000, "a"), (noon + 7_200_001, "b")])
        #expect(new.document["rejectedLogEventsInfo"] == ["tooNewLogEventStartIndex": 1])
        _ = try call("PutRetentionPolicy", ["logGroupName": "/g", "retentionInDays": 1])
        let expired = try put([(noon - day - 1, "a"), (noon - day, "b")])
        #expect(expired.document["rejectedLogEventsInfo"] == ["expiredLogEventEndIndex": 1])
    }

    @Test func `what a group's retention has forgotten is gone`() throws {
        try makeStream()
        _ = try put([(noon, "old")])
        _ = try call("PutRetentionPolicy", ["logGroupName": "/g", "retentionInDays": 1])
        cloud.wait(.seconds(86_401))
        #expect(try messages(call("FilterLogEvents", ["logGroupName": "/g"])) == [])
        _ = try put([(noon + 86_401_000, "new")])
        #expect(
            cloud.cloud.snapshot().regions["eu-west-1"]?.logs.groups["/g"]?.streams["s"]?.events.count == 1
        )
    }

    @Test func `streams are listed by name or by their last event`() throws {
        try makeStream("b")
        _ = try call("CreateLogStream", ["logGroupName": "/g", "logStreamName": "a"])
        _ = try put([(noon + 5, "x")], stream: "a")
        _ = try put([(noon, "x")], stream: "b")
        let names = { (parameters: [String: Document]) in
            let all = parameters.merging(["logGroupName": "/g"]) { first, _ in first }
            return try call("DescribeLogStreams", .structure(all)).document["logStreams"]?.list?
                .compactMap { $0["logStreamName"]?.text }
        }
        #expect(try names([:]) == ["a", "b"])
        #expect(try names(["orderBy": "LastEventTime"]) == ["b", "a"])
        #expect(try names(["orderBy": "LastEventTime", "descending": true, "limit": 1]) == ["a"])
        #expect(try names(["logStreamNamePrefix": "b"]) == ["b"])
        #expect(try names(["logStreamNamePrefix": "b", "orderBy": "LastEventTime"]) == nil)
    }

    @Test func `a metric filter makes a metric of new events`() throws {
        try makeStream()
        let filter: Document = [
            "logGroupName": "/g", "filterName": "slow", "filterPattern": "{ $.ms > 100 }",
            "metricTransformations": [
                [
                    "metricName": "Slow", "metricNamespace": "N", "metricValue": "$.ms",
                    "unit": "Milliseconds",
                    "dimensions": ["Op": "$.op"],
                ]
            ],
        ]
        #expect(try call("PutMetricFilter", filter).body == "{}")
        _ = try put([(noon, #"{"ms":250,"op":"x"}"#), (noon, #"{"ms":50,"op":"x"}"#), (noon, #"{"ms":300}"#)])
        let metric = Metric(
            namespace: "N",
            name: "Slow",
            dimensions: [MetricDimension(name: "Op", value: "x")]
        )
        #expect(sum(of: metric) == 250)
        let listed = try call("DescribeMetricFilters", ["metricName": "Slow", "metricNamespace": "N"])
        #expect(listed.document["metricFilters"]?.list?.first?["logGroupName"] == "/g")
        #expect(try call("DeleteMetricFilter", ["logGroupName": "/g", "filterName": "slow"]).status == 200)
        _ = try put([(noon, #"{"ms":250,"op":"x"}"#)])
        #expect(sum(of: metric) == 250)
    }

    @Test func `a metric filter's default value counts once a minute`() throws {
        try makeStream()
        let filter: Document = [
            "logGroupName": "/g", "filterName": "errors", "filterPattern": "ERROR",
            "metricTransformations": [
                ["metricName": "Errors", "metricNamespace": "N", "metricValue": "1", "defaultValue": 0.5]
            ],
        ]
        _ = try call("PutMetricFilter", filter)
        _ = try put([(noon, "fine")])
        _ = try put([(noon + 1, "fine")])
        let metric = Metric(namespace: "N", name: "Errors")
        #expect(sum(of: metric) == 0.5)
        _ = try put([(noon + 2, "ERROR"), (noon + 3, "ERROR")])
        #expect(sum(of: metric) == 2.5)
    }

    @Test func `metrics embedded in events are taken out`() throws {
        try makeStream()
        let line =
            #"{"_aws":{"Timestamp":1768478400000,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["F"]],"#
            + #""Metrics":[{"Name":"m","Unit":"Count"}]}]},"F":"f","m":7}"#
        _ = try put([(noon, line)])
        #expect(
            sum(of: Metric(namespace: "N", name: "m", dimensions: [MetricDimension(name: "F", value: "f")]))
                == 7
        )
    }

    private func sum(of metric: Metric) -> Double? {
        let start = TestCloud.noon.secondsSinceEpoch
        return cloud.cloud.snapshot().regions["eu-west-1"]?.cloudWatch.metrics.mergedPeriods(
            of: metric,
            unit: nil,
            MetricRange(start: start, end: start + 60, period: 60)
        )[start]?.sum
    }

    @Test func `the oldest events go when there are too many`() throws {
        var state = LogsState()
        let text = String(repeating: "x", count: 1_048_576 - StoredLogEvent.overhead)
        for number in 0..<80 {
            state.append(
                [LogMessage(timestamp: noon + Int64(number), text: text)],
                group: "/g",
                stream: "\(number % 3)",
                at: TestCloud.noon
            )
        }
        let events = state.groups["/g"]?.streams.values.flatMap(\.events) ?? []
        #expect((48...64).contains(events.count))
        #expect(events.map(\.timestamp).min() == noon + 80 - Int64(events.count))
    }
}
