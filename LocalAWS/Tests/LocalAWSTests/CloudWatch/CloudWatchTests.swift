import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite struct `CloudWatch` {
    private let cloud: TestCloud
    private let noon = TestCloud.noon.secondsSinceEpoch

    init() throws { cloud = try TestCloud() }

    private func call(_ action: String, _ document: Document = [:]) throws -> Reply {
        try cloud.send(cloud.json(.cloudWatch, action, document))
    }

    private func put(_ value: Double, metric: String = "m", at second: Int64 = 0) throws {
        let reply = try call(
            "PutMetricData",
            [
                "Namespace": "N",
                "MetricData": [
                    [
                        "MetricName": .text(metric), "Value": .decimal(value), "Unit": "Count",
                        "Timestamp": .integer(noon + second), "Dimensions": [["Name": "F", "Value": "f"]],
                    ]
                ],
            ]
        )
        try #require(reply.status == 200, "\(reply.body)")
    }

    private func statistics(_ more: [String: Document] = [:]) throws -> Reply {
        let parameters: [String: Document] = [
            "Namespace": "N", "MetricName": "m", "Dimensions": [["Name": "F", "Value": "f"]], "Period": 60,
            "StartTime": .integer(noon), "EndTime": .integer(noon + 600), "Statistics": ["Sum", "Average"],
        ]
        return try call("GetMetricStatistics", .structure(parameters.merging(more) { _, new in new }))
    }

    @Test func `a metric's statistics are computed by the period`() throws {
        for (value, second) in [(1.0, 0), (3, 30), (10, 60)] { try put(value, at: Int64(second)) }
        let datapoints = try statistics().document["Datapoints"]?.list ?? []
        #expect(datapoints.map { $0["Sum"]?.number } == [4, 10])
        #expect(datapoints.map { $0["Average"]?.number } == [2, 10])
        #expect(datapoints.map { $0["Timestamp"]?.number } == [Double(noon), Double(noon + 60)])
        let percentiles = try statistics(["Statistics": .null, "ExtendedStatistics": ["p50"], "Period": 300])
        #expect(percentiles.document["Datapoints"]?.list?.first?["ExtendedStatistics"] == ["p50": 3.0])
        #expect(try statistics(["Dimensions": []]).document["Datapoints"] == [])
        #expect(try statistics(["Unit": "Bytes"]).document["Datapoints"] == [])
    }

    @Test(
        arguments: [
            (["Period": 61], "InvalidParameterValueException"),
            (["Period": 7], "InvalidParameterValueException"),
            (["Statistics": []], "InvalidParameterCombinationException"),
            (["Statistics": ["p50"]], "InvalidParameterValueException"),
            (["StartTime": 1_768_479_000], "InvalidParameterCombinationException"),
            (["StartTime": 1_768_378_400], "InvalidParameterCombinationException"),
            (["Namespace": ""], "MissingRequiredParameterException"),
            (["Unit": "Pieces"], "InvalidParameterValueException"),
        ] as [([String: Document], String)]
    )
    func `what can't be asked is refused`(change: [String: Document], code: String) throws {
        let reply = try statistics(change)
        #expect(reply.status == 400)
        #expect(reply.jsonCode == code, "\(reply.body)")
    }

    @Test func `the same call works in every protocol`() throws {
        let form = try cloud.query(
            .cloudWatch,
            "PutMetricData",
            [
                "Namespace": "N", "MetricData.member.1.MetricName": "m",
                "MetricData.member.1.Values.member.1": "2",
                "MetricData.member.1.Values.member.2": "4", "MetricData.member.1.Counts.member.1": "1",
                "MetricData.member.1.Counts.member.2": "3",
                "MetricData.member.1.Timestamp": "2026-01-15T12:00:00Z",
                "MetricData.member.1.Dimensions.member.1.Name": "F",
                "MetricData.member.1.Dimensions.member.1.Value": "f",
            ]
        )
        #expect(form.status == 200, "\(form.body)")
        #expect(try statistics().document["Datapoints"]?.list?.first?["Sum"]?.number == 14)
        let shown = try cloud.query(
            .cloudWatch,
            "GetMetricStatistics",
            [
                "Namespace": "N", "MetricName": "m", "Dimensions.member.1.Name": "F",
                "Dimensions.member.1.Value": "f",
                "Period": "60", "StartTime": "2026-01-15T12:00:00Z", "EndTime": "2026-01-15T12:10:00Z",
                "Statistics.member.1": "Sum",
            ]
        )
        #expect(shown.text("Sum") == "14.0")
        #expect(shown.text("Timestamp") == "2026-01-15T12:00:00.000Z")
        let cbor = try sendCBOR("ListMetrics", ["Namespace": "N"])
        let metrics = try Document(cbor: cbor.response.body)["Metrics"]
        #expect(
            metrics == [["Namespace": "N", "MetricName": "m", "Dimensions": [["Name": "F", "Value": "f"]]]]
        )
        #expect(cbor.response.fields[.contentType] == "application/cbor")
        let refused = try sendCBOR("ListMetrics", ["RecentlyActive": "PT1H"])
        #expect(refused.status == 400)
        #expect(
            try Document(cbor: refused.response.body)["__type"]
                == "com.amazonaws.cloudwatch#InvalidParameterValueException"
        )
        let refusedForm = try cloud.query(.cloudWatch, "ListMetrics", ["RecentlyActive": "PT1H"])
        #expect(refusedForm.code == "InvalidParameterValue")
    }

    private func sendCBOR(_ action: String, _ document: Document) throws -> Reply {
        let path = "/service/GraniteServiceVersion20100801/operation/\(action)"
        let fields: HTTPFields = [.contentType: "application/cbor", .smithyProtocol: "rpc-v2-cbor"]
        return try cloud.send(
            TestCloud.signed(document.cborBytes, service: "monitoring", path: path, fields: fields)
        )
    }

    @Test(
        arguments: [
            (["Namespace": "AWS/Lambda"], [:]), ([:], ["Timestamp": 1_767_268_799]),
            ([:], ["Timestamp": 1_768_485_601]),
            ([:], ["Values": [1]]), ([:], ["Value": .null]), ([:], ["StorageResolution": 5]),
            ([:], ["Unit": "x"]),
            ([:], ["Value": 1e200]), ([:], ["Dimensions": [["Name": "a", "Value": ""]]]),
            ([:], ["Dimensions": [["Name": "a", "Value": "1"], ["Name": "a", "Value": "2"]]]),
        ] as [([String: Document], [String: Document])]
    )
    func `what can't be measured is refused`(change: [String: Document], datum: [String: Document]) throws {
        let good: [String: Document] = ["MetricName": "m", "Value": 1]
        let parameters: [String: Document] = [
            "Namespace": "N", "MetricData": [.structure(good.merging(datum) { _, new in new })],
        ]
        let reply = try call("PutMetricData", .structure(parameters.merging(change) { _, new in new }))
        #expect(reply.status == 400, "\(reply.body)")
        #expect(
            cloud.cloud.snapshot().regions["eu-west-1"]?.cloudWatch.metrics.metrics(
                since: .init(secondsSinceEpoch: 0)
            ) { _ in true } ?? [] == []
        )
    }

    @Test func `metric data comes newest first, page by page, with expressions`() throws {
        for minute in 0..<3 { try put(Double(minute + 1), at: Int64(minute) * 60) }
        let query: Document = [
            "Id": "m1", "ReturnData": false,
            "MetricStat": [
                "Metric": [
                    "Namespace": "N", "MetricName": "m", "Dimensions": [["Name": "F", "Value": "f"]],
                ],
                "Period": 60, "Stat": "Sum",
            ],
        ]
        let ask = { (more: [String: Document]) in
            let parameters: [String: Document] = [
                "MetricDataQueries": [query, ["Id": "e1", "Expression": "m1 * 10", "Label": "tenfold"]],
                "StartTime": .integer(noon), "EndTime": .integer(noon + 600),
            ]
            return try call("GetMetricData", .structure(parameters.merging(more) { _, new in new }))
        }
        let rows = try ask([:]).document["MetricDataResults"]?.list ?? []
        #expect(rows.count == 1)
        #expect(rows.first?["Label"] == "tenfold")
        #expect(rows.first?["Values"] == [30.0, 20.0, 10.0])
        #expect(rows.first?["StatusCode"] == "Complete")
        let page = try ask(["MaxDatapoints": 2, "ScanBy": "TimestampAscending"])
        #expect(page.document["MetricDataResults"]?.list?.first?["Values"] == [10.0, 20.0])
        #expect(page.document["MetricDataResults"]?.list?.first?["StatusCode"] == "PartialData")
        let rest = try ask([
            "MaxDatapoints": 2, "ScanBy": "TimestampAscending",
            "NextToken": page.document["NextToken"] ?? .null,
        ])
        #expect(rest.document["MetricDataResults"]?.list?.first?["Values"] == [30.0])
        let broken: Document = [["Id": "e1", "Expression": "nothing * 2"]]
        #expect(try ask(["MetricDataQueries": broken]).jsonCode == "ValidationError")
    }
}
