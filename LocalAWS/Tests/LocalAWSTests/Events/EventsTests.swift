import Platform
import Testing

@testable import LocalAWS

@Suite struct `EventBridge` {
    private let cloud: TestCloud
    private static let target = "arn:aws:lambda:eu-west-1:111122223333:function:f"

    init() throws { cloud = try TestCloud() }

    private func call(_ action: String, _ document: Document = [:]) throws -> Reply {
        try cloud.send(cloud.json(.events, action, document))
    }

    @Test func `a rule is put, shown, disabled and deleted`() throws {
        let put = try call(
            "PutRule",
            ["Name": "r", "EventPattern": #"{"source":["x"]}"#, "Description": "d"]
        )
        let arn = "arn:aws:events:eu-west-1:111122223333:rule/r"
        #expect(put.document == ["RuleArn": .text(arn)])
        _ = try call("PutTargets", ["Rule": "r", "Targets": [["Id": "1", "Arn": .text(Self.target)]]])
        let shown = try call("DescribeRule", ["Name": "r", "EventBusName": "default"]).document
        #expect(shown["State"] == "ENABLED")
        #expect(shown["EventPattern"] == #"{"source":["x"]}"#)
        #expect(try call("ListRules", ["NamePrefix": "r"]).document["Rules"]?.list?.count == 1)
        #expect(
            try call("ListRuleNamesByTarget", ["TargetArn": .text(Self.target)]).document["RuleNames"] == [
                "r"
            ]
        )
        _ = try call("DisableRule", ["Name": "r"])
        #expect(try call("DescribeRule", ["Name": "r"]).document["State"] == "DISABLED")
        #expect(try call("DeleteRule", ["Name": "r"]).jsonCode == "ValidationException")
        #expect(try call("RemoveTargets", ["Rule": "r", "Ids": ["1"]]).document["FailedEntryCount"] == 0)
        #expect(try call("DeleteRule", ["Name": "r"]).status == 200)
        #expect(try call("DescribeRule", ["Name": "r"]).jsonCode == "ResourceNotFoundException")
    }

    @Test(
        arguments: [
            ([:], "ValidationException"), (["ScheduleExpression": "rate(5)"], "ValidationException"),
            (["EventPattern": "{}"], "InvalidEventPatternException"),
            (["Name": "a b"], "ValidationException"),
            (["EventBusName": "other", "ScheduleExpression": "rate(1 minute)"], "ResourceNotFoundException"),
        ] as [([String: Document], String)]
    )
    func `what is no rule is refused`(change: [String: Document], code: String) throws {
        let parameters: [String: Document] = ["Name": "r"]
        #expect(
            try call("PutRule", .structure(parameters.merging(change) { _, new in new })).jsonCode == code
        )
    }

    @Test(
        arguments: [
            ["Arn": "x"], ["Arn": "arn:aws:ecs:eu-west-1:1:cluster/x"], ["Input": "{"],
            ["InputPath": "detail"],
            ["Input": "{}", "InputPath": "$.x"], ["SqsParameters": ["MessageGroupId": "x"]], ["Id": "a b"],
            ["InputTransformer": ["InputPathsMap": ["a": "b"], "InputTemplate": "x"]],
        ] as [[String: Document]]
    )
    func `what is no target is refused`(change: [String: Document]) throws {
        _ = try call("PutRule", ["Name": "r", "ScheduleExpression": "rate(1 minute)"])
        let target: [String: Document] = ["Id": "1", "Arn": .text(Self.target)]
        let reply = try call(
            "PutTargets",
            ["Rule": "r", "Targets": [.structure(target.merging(change) { _, new in new })]]
        )
        #expect(reply.jsonCode == "ValidationException", "\(reply.body)")
    }

    @Test func `each entry of a call is taken or refused by itself`() throws {
        let reply = try call(
            "PutEvents",
            [
                "Entries": [
                    ["Source": "x", "DetailType": "t", "Detail": "{}"], ["DetailType": "t", "Detail": "{}"],
                    ["Source": "aws.ec2", "DetailType": "t", "Detail": "{}"],
                    ["Source": "x", "DetailType": "t", "Detail": "[]"],
                ]
            ]
        )
        #expect(reply.document["FailedEntryCount"] == 3)
        let entries = reply.document["Entries"]?.list ?? []
        #expect(entries.first?["EventId"]?.text?.count == 36)
        #expect(
            entries.dropFirst().map { $0["ErrorCode"]?.text } == [
                "InvalidArgument", "NotAuthorizedForSourceException", "MalformedDetail",
            ]
        )
    }

    private static let event: Document = [
        "version": "0", "id": "e", "detail-type": "t", "source": "x", "time": "2026-01-15T12:00:00Z",
        "resources": ["arn:1", "arn:2"], "detail": ["a": ["b": 7], "name": #"say "hi""#, "list": [1, 2]],
    ]

    @Test(arguments: [
        (EventForm.constant(#"{"k": 1}"#), #"{"k": 1}"#), (.path("$.detail.a"), #"{"b":7}"#),
        (.path("$.resources[1]"), #""arn:2""#), (.path("$.nothing"), "null"),
        (template(#""<name> is <b>, <none>.""#), #""say \"hi\" is 7, .""#),
        (
            template(#"{"n": <name>, "b": <b>, "l": <list>, "x": <none>}"#),
            #"{"n": "say \"hi\"", "b": 7, "l": [1,2], "x": null}"#
        ),
        (template(#""<aws.events.rule-name> <unknown> a < b""#), #""r <unknown> a < b""#),
        (template(#"{"in": "<list>"}"#), #"{"in": "[1,2]"}"#), (template(#""a \"<b>\" c""#), #""a \"7\" c""#),
    ])
    func `a target gets what it asks for`(form: EventForm, payload: String) {
        let rule = EventTemplate.Rule(name: "r", arn: "arn:r", ingestionTime: "t")
        #expect(form.payload(of: Self.event, rule) == payload)
    }

    private static func template(_ text: String) -> EventForm {
        .template(
            EventTemplate(
                paths: [
                    "name": "$.detail.name", "b": "$.detail.a.b", "list": "$.detail.list",
                    "none": "$.detail.none",
                ],
                text: text
            )
        )
    }

    @Test func `a schedule fires at its moments while its rule is enabled`() async throws {
        _ = try call("PutRule", ["Name": "r", "ScheduleExpression": "rate(5 minutes)"])
        let notes = cloud.cloud.journal.notes()
        cloud.wait(.seconds(299))
        #expect(cloud.cloud.snapshot().agenda.count == 1)
        cloud.wait(.seconds(301))
        _ = try call("DisableRule", ["Name": "r"])
        cloud.wait(.seconds(600))
        #expect(cloud.cloud.snapshot().agenda.count == 0)
        _ = try call("EnableRule", ["Name": "r"])
        cloud.wait(.seconds(300))
        _ = try call("DeleteRule", ["Name": "r"])
        _ = try call("PutRule", ["Name": "last", "ScheduleExpression": "rate(1 day)"])
        var moments: [String] = []
        for await note in notes {
            if note.text == "rule last put" { break }
            if note.text == "rule r fired" { moments.append(note.moment.iso8601) }
        }
        #expect(
            moments == ["2026-01-15T12:05:00.000Z", "2026-01-15T12:10:00.000Z", "2026-01-15T12:25:00.000Z"]
        )
    }

    @Test func `a delivery that has to wait is tried again for as long as the target says`() throws {
        let target = EventTarget(
            id: "1",
            arn: Self.target,
            roleARN: nil,
            form: .event,
            deadLetterARN: nil,
            maximumRetries: nil,
            maximumAge: 60
        )
        var delivery = EventDelivery(
            target: target,
            ruleARN: "r",
            payload: "{}",
            firstAttempt: TestCloud.noon
        )
        var now = TestCloud.noon
        var delays: [Duration] = []
        while let (next, delay) = delivery.next(at: now) {
            delays.append(delay)
            delivery = next
            now = now + delay
        }
        #expect(delays == [1, 2, 4, 8, 16].map(Duration.seconds))
    }

    @Test func `the default bus is there, and patterns can be tried`() throws {
        let buses = try call("ListEventBuses").document["EventBuses"]
        #expect(
            buses == [["Name": "default", "Arn": "arn:aws:events:eu-west-1:111122223333:event-bus/default"]]
        )
        #expect(try call("DescribeEventBus").document["Name"] == "default")
        #expect(try call("DescribeEventBus", ["Name": "x"]).jsonCode == "ResourceNotFoundException")
        let event =
            #"{"id":"1","account":"1","source":"x","time":"t","region":"r","resources":[],"detail-type":"t"}"#
        let ask = { (pattern: String) in
            try call("TestEventPattern", ["EventPattern": .text(pattern), "Event": .text(event)])
        }
        #expect(try ask(#"{"source":["x"]}"#).document == ["Result": true])
        #expect(try ask(#"{"source":["y"]}"#).document == ["Result": false])
        #expect(try ask(#"{"source":"y"}"#).jsonCode == "InvalidEventPatternException")
    }
}
