import Platform
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `A published message` {
    @Test func `reaches a queue in its envelope`() async throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let (url, subscription) = try await cloud.subscribeQueue()
        let reply = try cloud.publish(
            #"{"a":1}"#,
            [
                "Subject": "Hello", "MessageAttributes.entry.1.Name": "n",
                "MessageAttributes.entry.1.Value.DataType": "Number",
                "MessageAttributes.entry.1.Value.StringValue": "7",
            ]
        )
        let body = try #require(try await cloud.receive(url).first?["Body"]?.text)
        let envelope = try Document(json: body)
        #expect(envelope["Type"]?.text == "Notification")
        #expect(envelope["MessageId"]?.text == reply.text("MessageId"))
        #expect(envelope["TopicArn"]?.text == topic)
        #expect(envelope["Subject"]?.text == "Hello")
        #expect(envelope["Message"]?.text == #"{"a":1}"#)
        #expect(envelope["Timestamp"]?.text == "2026-01-15T12:00:00.000Z")
        #expect(envelope["MessageAttributes"] == ["n": ["Type": "Number", "Value": "7"]])
        #expect(envelope["UnsubscribeURL"]?.text?.contains(subscription) == true)
        #expect(envelope["SigningCertURL"] != nil)
        _ = try cloud.publish("plain")
        let second = try #require(try await cloud.receive(url).first?["Body"]?.text)
        #expect(try Document(json: second)["Subject"] == nil)
        #expect(try Document(json: second)["MessageAttributes"] == nil)
    }

    @Test func `reaches a queue raw, with its attributes beside it`() async throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let (url, _) = try await cloud.subscribeQueue(
            to: TestCloud.topicARN,
            [("RawMessageDelivery", "true")]
        )
        _ = try cloud.publish(
            "plain",
            [
                "MessageAttributes.entry.1.Name": "n", "MessageAttributes.entry.1.Value.DataType": "Binary",
                "MessageAttributes.entry.1.Value.BinaryValue": "/w==",
            ]
        )
        let message = try #require(
            try await cloud.receive(url, ["MessageAttributeNames": ["All"]]).first
        )
        #expect(message["Body"]?.text == "plain")
        #expect(message["MessageAttributes"]?["n"] == ["DataType": "Binary", "BinaryValue": "/w=="])
    }

    @Test func `reaches functions as their event`() throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let arn = try cloud.subscribe("lambda", "arn:aws:lambda:eu-west-1:111122223333:function:snap")
        let state = try #require(cloud.cloud.snapshot().regions["eu-west-1"]?.sns)
        let subscription = try #require(state.subscriptions[arn])
        let message = PublishedMessage(
            id: "0b7f3a52-7f3e-4c1d-8d3a-61f0a2b9c001",
            topicARN: topic,
            timestamp: TestCloud.noon,
            content: PublishedContent(text: "{}"),
            sequenceNumber: nil,
            deduplicationID: nil,
            signatureVersion: "1",
            signature: "c2ln"
        )
        let notification = Notification(message, to: subscription, endpointURL: "http://127.0.0.1:4566")
        let event = try Document(json: notification.delivery(to: subscription.endpoint.text).payload)
        let expected: Document = [
            "Records": [
                [
                    "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": .text(arn),
                    "Sns": [
                        "Type": "Notification", "MessageId": "0b7f3a52-7f3e-4c1d-8d3a-61f0a2b9c001",
                        "TopicArn": .text(topic), "Subject": .null, "Message": "{}",
                        "Timestamp": "2026-01-15T12:00:00.000Z", "SignatureVersion": "1",
                        "Signature": "c2ln",
                        "SigningCertUrl": .text(SigningCertificate.url(topicARN: topic)),
                        "UnsubscribeUrl": .text(
                            "http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn=\(arn)&Version=2010-03-31"
                        ),
                        "MessageAttributes": [:],
                    ],
                ]
            ]
        ]
        #expect(event == expected)
    }

    @Test func `has a text of its own for each protocol, if it says so`() async throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let (url, _) = try await cloud.subscribeQueue(
            to: TestCloud.topicARN,
            [("RawMessageDelivery", "true")]
        )
        _ = try cloud.publish(#"{"default":"d","sqs":"q"}"#, ["MessageStructure": "json"])
        #expect(try await cloud.receive(url).map { $0["Body"]?.text } == ["q"])
        _ = try cloud.publish(#"{"default":"d","lambda":"l"}"#, ["MessageStructure": "json"])
        #expect(try await cloud.receive(url).map { $0["Body"]?.text } == ["d"])
        #expect(try cloud.publish(#"{"sqs":"q"}"#, ["MessageStructure": "json"]).code == "InvalidParameter")
        #expect(try cloud.publish("q", ["MessageStructure": "json"]).code == "InvalidParameter")
    }

    @Test(arguments: [
        (#"{"Event":["autoscaling:EC2_INSTANCE_LAUNCH"]}"#, "MessageBody", true),
        (#"{"Event":["autoscaling:EC2_INSTANCE_TERMINATE"]}"#, "MessageBody", false),
        (#"{"Details":{"Zone":[{"prefix":"eu-"}]}}"#, "MessageBody", true),
        (#"{"kind":["a","b"]}"#, "MessageAttributes", true),
        (#"{"kind":[{"anything-but":["b"]}]}"#, "MessageAttributes", false),
        (#"{"size":[{"numeric":[">",5]}]}"#, "MessageAttributes", true),
        (#"{"colours":["red"]}"#, "MessageAttributes", true),
        (#"{"colours":["blue"]}"#, "MessageAttributes", false),
        (#"{"other":[{"exists":false}]}"#, "MessageAttributes", true),
        ("{}", "MessageAttributes", true),
    ])
    func `reaches only who wants it`(policy: String, scope: String, isWanted: Bool) async throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let (url, _) = try await cloud.subscribeQueue(
            to: TestCloud.topicARN,
            [("FilterPolicy", policy), ("FilterPolicyScope", scope)]
        )
        let reply = try cloud.publish(
            #"{"Event":"autoscaling:EC2_INSTANCE_LAUNCH","Details":{"Zone":"eu-west-1a"}}"#,
            [
                "MessageAttributes.entry.1.Name": "kind",
                "MessageAttributes.entry.1.Value.DataType": "String",
                "MessageAttributes.entry.1.Value.StringValue": "b",
                "MessageAttributes.entry.2.Name": "size",
                "MessageAttributes.entry.2.Value.DataType": "Number",
                "MessageAttributes.entry.2.Value.StringValue": "7",
                "MessageAttributes.entry.3.Name": "colours",
                "MessageAttributes.entry.3.Value.DataType": "String.Array",
                "MessageAttributes.entry.3.Value.StringValue": #"["red","green"]"#,
            ]
        )
        #expect(reply.status == 200, "\(reply.body)")
        #expect(try await cloud.receive(url).count == (isWanted ? 1 : 0))
    }

    @Test func `that the queue's policy keeps out is in the dead-letter queue`() async throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let dead = try await cloud.makeQueue("dead", ["Policy": TestCloud.policy(for: TestCloud.topicARN)])
        let closed = try await cloud.makeQueue("closed")
        _ = try cloud.subscribe(
            "sqs",
            TestCloud.queueARN("closed"),
            [("RedrivePolicy", #"{"deadLetterTargetArn":"\#(TestCloud.queueARN("dead"))"}"#)]
        )
        _ = try cloud.publish("x")
        #expect(try await cloud.receive(closed).isEmpty)
        let metrics = cloud.cloud.snapshot().regions["eu-west-1"]?.cloudWatch.metrics
        let names = metrics?.metrics(since: TestCloud.noon - .seconds(60)) { $0.namespace == "AWS/SNS" }
        #expect(
            names?.map(\.name) == [
                "NumberOfMessagesPublished", "NumberOfNotificationsFailed",
                "NumberOfNotificationsRedrivenToDlq", "PublishSize",
            ]
        )
        let body = try #require(try await cloud.receive(dead).first?["Body"]?.text)
        #expect(try Document(json: body)["Message"]?.text == "x")
    }

    @Test func `is published for the account's services, and for no stranger`() throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        func outcome(_ principal: String, source: String) -> Delivery.Outcome {
            cloud.cloud.change(in: cloud.cloud.defaultRegion) { state, context in
                state.deliver(
                    Delivery(
                        servicePrincipal: principal,
                        sourceARN: source,
                        target: TestCloud.topicARN,
                        payload: "x"
                    ),
                    &context
                )
            }
        }
        let own = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a"
        #expect(outcome("cloudwatch.amazonaws.com", source: own) == .accepted)
        #expect(outcome("autoscaling.amazonaws.com", source: own) == .accepted)
        #expect(outcome("events.amazonaws.com", source: own) != .accepted)
        let strange = "arn:aws:cloudwatch:eu-west-1:444455556666:alarm:a"
        #expect(outcome("cloudwatch.amazonaws.com", source: strange) != .accepted)
    }

    @Test(
        arguments: [
            ("", [:] as KeyValuePairs, "Invalid parameter: Empty message"),
            (String(repeating: "x", count: 262_145), [:], "Invalid parameter: Message too long"),
            ("x", ["Subject": String(repeating: "x", count: 101)], "Invalid parameter: Subject"),
            ("x", ["Subject": "a\nb"], "Invalid parameter: Subject"),
            ("x", ["Subject": "ä"], "Invalid parameter: Subject"),
        ] as [(String, KeyValuePairs<String, String>, String)]
    )
    func `is refused when it isn't valid`(
        message: String,
        more: KeyValuePairs<String, String>,
        reason: String
    ) throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let reply = try cloud.publish(message, more)
        #expect(reply.status == 400)
        #expect(reply.code == "InvalidParameter")
        #expect(reply.message == reason)
    }

    @Test func `with an attribute of no known type is refused`() throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let reply = try cloud.publish(
            "x",
            [
                "MessageAttributes.entry.1.Name": "n", "MessageAttributes.entry.1.Value.DataType": "Colour",
                "MessageAttributes.entry.1.Value.StringValue": "red",
            ]
        )
        #expect(reply.code == "ParameterValueInvalid")
    }

    @Test func `to a phone is refused by name`() throws {
        let cloud = try TestCloud()
        let reply = try cloud.sns("Publish", ["PhoneNumber": "+49", "Message": "x"])
        #expect(reply.message == "The parameter PhoneNumber of Publish is not supported by local-aws.")
    }

    @Test func `of a FIFO topic comes once, in order, with its group`() async throws {
        let cloud = try TestCloud()
        let topic = try #require(
            try cloud.sns(
                "CreateTopic",
                [
                    "Name": "events.fifo", "Attributes.entry.1.key": "FifoTopic",
                    "Attributes.entry.1.value": "true", "Attributes.entry.2.key": "ContentBasedDeduplication",
                    "Attributes.entry.2.value": "true",
                ]
            ).text("TopicArn")
        )
        let url = try await cloud.makeQueue(
            "jobs.fifo",
            ["FifoQueue": "true", "Policy": TestCloud.policy(for: topic)]
        )
        _ = try cloud.subscribe("sqs", TestCloud.queueARN("jobs.fifo"), to: topic)
        var replies: [Reply] = []
        for message in ["1", "1", "2"] {
            replies.append(
                try cloud.sns(
                    "Publish",
                    ["TopicArn": topic, "Message": message, "MessageGroupId": "g"]
                )
            )
        }
        #expect(replies[0].text("MessageId") == replies[1].text("MessageId"))
        #expect(replies[0].text("SequenceNumber") ?? "" < replies[2].text("SequenceNumber") ?? "")
        let messages = try await cloud.receive(url)
        #expect(messages.count == 2)
        #expect(messages.first?["Attributes"]?["MessageGroupId"]?.text == "g")
        #expect(try cloud.sns("Publish", ["TopicArn": topic, "Message": "x"]).code == "InvalidParameter")
    }

    @Test func `in a batch fails alone`() throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let reply = try cloud.sns(
            "PublishBatch",
            [
                "TopicArn": topic, "PublishBatchRequestEntries.member.1.Id": "a",
                "PublishBatchRequestEntries.member.1.Message": "x",
                "PublishBatchRequestEntries.member.2.Id": "b",
                "PublishBatchRequestEntries.member.2.Message": "",
            ]
        )
        #expect(reply.body.contains("<Successful><member><Id>a</Id><MessageId>"), "\(reply.body)")
        #expect(reply.body.contains("<Failed><member><Id>b</Id><SenderFault>true</SenderFault>"))
    }
}

@Suite struct `Retries` {
    @Test func `of functions and queues are 100,015 in 23 days`() {
        var total = Duration.zero
        var number = 0
        while let delay = RetrySchedule.managedEndpoint.delay(beforeRetry: number + 1) {
            total += delay
            number += 1
        }
        #expect(number == 100_015)
        #expect((23 * 86_400..<24 * 86_400).contains(total.components.seconds))
        let first = (1...16).map { RetrySchedule.managedEndpoint.delay(beforeRetry: $0)?.components.seconds }
        #expect(first[..<6] == [0, 0, 0, 1, 1, 1])
        #expect(first[14...] == [20, 20])
    }

    @Test(arguments: [
        (RetrySchedule.Backoff.linear, [1_000, 4_000, 7_000]),
        (.arithmetic, [1_000, 3_250, 7_000]), (.geometric, [1_000, 2_500, 7_000]),
        (.exponential, [1_000, 2_646, 7_000]),
    ])
    func `grow as the function says`(backoff: RetrySchedule.Backoff, milliseconds: [Int]) {
        let schedule = RetrySchedule(
            minimumDelay: 1,
            maximumDelay: 7,
            backoffRetries: 3,
            backoff: backoff
        )
        #expect((1...3).map { schedule.delay(beforeRetry: $0) } == milliseconds.map { .milliseconds($0) })
        #expect(schedule.delay(beforeRetry: 4) == nil)
    }
}
