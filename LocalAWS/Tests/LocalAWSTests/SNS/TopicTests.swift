import HTTPTypes
import Testing

@testable import LocalAWS

@Suite struct `A topic` {
    @Test func `has a policy and a delivery policy from the start`() throws {
        let cloud = try TestCloud()
        #expect(try cloud.makeTopic() == TestCloud.topicARN)
        let reply = try cloud.sns("GetTopicAttributes", ["TopicArn": TestCloud.topicARN])
        let policy = try Document(json: try #require(cloud.attribute("Policy", reply)))
        let statement = try #require(policy["Statement"]?.list?.first)
        #expect(policy["Id"]?.text == "__default_policy_ID")
        #expect(statement["Principal"]?["AWS"]?.text == "*")
        #expect(statement["Action"]?.list?.count == 8)
        #expect(statement["Condition"]?["StringEquals"]?["AWS:SourceOwner"]?.text == "111122223333")
        let delivery = try Document(json: try #require(cloud.attribute("EffectiveDeliveryPolicy", reply)))
        #expect(delivery["http"]?["defaultHealthyRetryPolicy"]?["numRetries"]?.integer == 3)
        #expect(delivery["http"]?["disableSubscriptionOverrides"]?.boolean == false)
        #expect(cloud.attribute("SubscriptionsConfirmed", reply) == "0")
        #expect(cloud.attribute("Owner", reply) == "111122223333")
    }

    @Test(arguments: [
        ("LambdaSuccessFeedbackSampleRate", "0"), ("DisplayName", "Launches"), ("SignatureVersion", "2"),
        ("SQSFailureFeedbackRoleArn", "arn:aws:iam::111122223333:role/r"), ("TracingConfig", "Active"),
        ("KmsMasterKeyId", "alias/aws/sns"),
    ])
    func `gives attributes back as they were set`(name: String, value: String) throws {
        let cloud = try TestCloud()
        let arn = try cloud.makeTopic()
        let set = try cloud.sns(
            "SetTopicAttributes",
            ["TopicArn": arn, "AttributeName": name, "AttributeValue": value]
        )
        #expect(set.status == 200, "\(set.body)")
        #expect(cloud.attribute(name, try cloud.sns("GetTopicAttributes", ["TopicArn": arn])) == value)
    }

    @Test(arguments: [
        ("Colour", "red"), ("Policy", "{"), ("TracingConfig", "Loud"),
        ("SQSSuccessFeedbackSampleRate", "101"),
        ("ContentBasedDeduplication", "true"), ("DeliveryPolicy", #"{"http":{"defaultThrottlePolicy":{}}}"#),
        ("DeliveryPolicy", #"{"http":{"defaultHealthyRetryPolicy":{"numRetries":1,"numNoDelayRetries":2}}}"#),
    ])
    func `refuses attributes that no topic has`(name: String, value: String) throws {
        let cloud = try TestCloud()
        let arn = try cloud.makeTopic()
        let reply = try cloud.sns(
            "SetTopicAttributes",
            ["TopicArn": arn, "AttributeName": name, "AttributeValue": value]
        )
        #expect(reply.status == 400)
        #expect(reply.code == "InvalidParameter")
    }

    @Test func `is found again by its name, and refused with other tags`() throws {
        let cloud = try TestCloud()
        let tags: KeyValuePairs = ["Name": "events", "Tags.member.1.Key": "a", "Tags.member.1.Value": "b"]
        #expect(try cloud.sns("CreateTopic", tags).status == 200)
        #expect(try cloud.sns("CreateTopic", tags).status == 200)
        #expect(try cloud.makeTopic() == TestCloud.topicARN)
        let other = try cloud.sns(
            "CreateTopic",
            ["Name": "events", "Tags.member.1.Key": "a", "Tags.member.1.Value": "c"]
        )
        #expect(other.message == "Invalid parameter: Tags Reason: Topic already exists with different tags")
        #expect(
            try cloud.sns("ListTagsForResource", ["ResourceArn": TestCloud.topicARN]).texts("Value") == ["b"]
        )
        #expect(try cloud.sns("CreateTopic", ["Name": "a b"]).code == "InvalidParameter")
    }

    @Test func `that is gone is not found, but deleted once more`() throws {
        let cloud = try TestCloud()
        let arn = try cloud.makeTopic()
        #expect(try cloud.sns("DeleteTopic", ["TopicArn": arn]).status == 200)
        #expect(try cloud.sns("DeleteTopic", ["TopicArn": arn]).status == 200)
        let reply = try cloud.sns("GetTopicAttributes", ["TopicArn": arn])
        #expect(reply.status == 404)
        #expect(reply.code == "NotFound")
        #expect(reply.message == "Topic does not exist")
        #expect(try cloud.publish("x").code == "NotFound")
        let tags = try cloud.sns("ListTagsForResource", ["ResourceArn": arn])
        #expect(tags.code == "ResourceNotFound")
        let malformed = try cloud.sns("GetTopicAttributes", ["TopicArn": "events"])
        #expect(
            malformed.message
                == "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1"
        )
    }

    @Test func `is listed by the hundred`() throws {
        let cloud = try TestCloud()
        for number in 100...205 { try cloud.makeTopic("t\(number)") }
        let first = try cloud.sns("ListTopics")
        #expect(first.texts("TopicArn").count == 100)
        let token = try #require(first.text("NextToken"))
        let second = try cloud.sns("ListTopics", ["NextToken": token])
        #expect(second.texts("TopicArn").count == 6)
        #expect(second.text("NextToken") == nil)
        #expect(try cloud.sns("ListTopics", ["NextToken": "x"]).code == "InvalidParameter")
    }

    @Test func `has permissions added to its policy and taken from it`() throws {
        let cloud = try TestCloud()
        let arn = try cloud.makeTopic()
        let grant: KeyValuePairs = [
            "TopicArn": arn, "Label": "l", "AWSAccountId.member.1": "444455556666",
            "ActionName.member.1": "Publish",
        ]
        #expect(try cloud.sns("AddPermission", grant).status == 200)
        #expect(try cloud.sns("AddPermission", grant).code == "InvalidParameter")
        let changed = cloud.attribute("Policy", try cloud.sns("GetTopicAttributes", ["TopicArn": arn]))
        #expect(changed?.contains("444455556666") == true)
        #expect(try cloud.sns("RemovePermission", ["TopicArn": arn, "Label": "l"]).status == 200)
        let back = cloud.attribute("Policy", try cloud.sns("GetTopicAttributes", ["TopicArn": arn]))
        #expect(back?.contains("444455556666") == false)
    }
}

@Suite struct `A subscription` {
    @Test func `of a queue or a function is confirmed at once, and the same when asked for again`()
        async throws
    {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let function = "arn:aws:lambda:eu-west-1:111122223333:function:snap"
        for (kind, endpoint) in [("sqs", TestCloud.queueARN("jobs")), ("lambda", function)] {
            let arn = try cloud.subscribe(kind, endpoint)
            #expect(arn.hasPrefix("\(topic):"))
            #expect(try cloud.subscribe(kind, endpoint) == arn)
            let reply = try cloud.sns("GetSubscriptionAttributes", ["SubscriptionArn": arn])
            #expect(cloud.attribute("PendingConfirmation", reply) == "false")
            #expect(cloud.attribute("Endpoint", reply) == endpoint)
            #expect(cloud.attribute("RawMessageDelivery", reply) == "false")
        }
        #expect(
            try cloud.sns("ListSubscriptionsByTopic", ["TopicArn": topic]).texts("Protocol") == [
                "sqs", "lambda",
            ]
        )
        let attributes = try cloud.sns("GetTopicAttributes", ["TopicArn": topic])
        #expect(cloud.attribute("SubscriptionsConfirmed", attributes) == "2")
    }

    @Test func `of an address waits for its owner`() throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let mail = try cloud.sns(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "email", "Endpoint": "a@example.org"]
        )
        #expect(mail.text("SubscriptionArn") == "pending confirmation")
        let listed = try cloud.sns("ListSubscriptions")
        #expect(listed.text("SubscriptionArn") == "PendingConfirmation")
        let arn = try cloud.subscribe("email", "a@example.org")
        let refused = try cloud.sns("Unsubscribe", ["SubscriptionArn": arn])
        #expect(refused.code == "InvalidParameter")
        #expect(
            refused.message?.contains(
                "Cannot unsubscribe a subscription that is pending confirmation"
            ) == true
        )
        let wrong = try cloud.sns("ConfirmSubscription", ["TopicArn": topic, "Token": "x"])
        #expect(wrong.code == "InvalidParameter")
    }

    @Test func `is confirmed and taken back by links without a signature`() throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let arn = try cloud.subscribe("http", "http://127.0.0.1:9/x")
        let pending = cloud.cloud.snapshot().regions["eu-west-1"]?.sns.subscriptions[arn]?.pending
        let token = try #require(pending?.token)
        func visit(_ query: String) -> Reply {
            cloud.send(
                ServiceRequest(
                    head: .init(
                        method: .get,
                        scheme: "http",
                        authority: "127.0.0.1:4566",
                        path: "/?\(query)&Version=2010-03-31"
                    ),
                    body: []
                )
            )
        }
        let confirmed = visit("Action=ConfirmSubscription&TopicArn=\(topic)&Token=\(token)")
        #expect(confirmed.text("SubscriptionArn") == arn, "\(confirmed.body)")
        let again = visit("Action=ConfirmSubscription&TopicArn=\(topic)&Token=\(token)")
        #expect(again.text("SubscriptionArn") == arn)
        #expect(visit("Action=Unsubscribe&SubscriptionArn=\(arn)").status == 200)
        let gone = try cloud.sns("GetSubscriptionAttributes", ["SubscriptionArn": arn])
        #expect(gone.status == 404)
        #expect(gone.code == "NotFound")
        #expect(visit("Action=ListTopics").code == "MissingAuthenticationToken")
        let attributes = try cloud.sns("GetTopicAttributes", ["TopicArn": topic])
        #expect(cloud.attribute("SubscriptionsDeleted", attributes) == "1")
    }

    @Test(arguments: [
        ("lambda", "arn:aws:sqs:eu-west-1:111122223333:q"), ("sqs", "jobs"), ("sms", "+4912345"),
        ("http", "http://example.org/"), ("http", "http://127.0.0.1.example.org/"),
        ("http", "https://127.0.0.1/"), ("https", "https://127.0.0.1/"), ("pigeon", "x"),
        ("sqs", "arn:aws:sqs:eu-west-1:111122223333:q.fifo"),
    ])
    func `is refused for endpoints that can't be reached`(kind: String, endpoint: String) throws {
        let cloud = try TestCloud()
        let topic = try cloud.makeTopic()
        let reply = try cloud.sns(
            "Subscribe",
            ["TopicArn": topic, "Protocol": kind, "Endpoint": endpoint]
        )
        #expect(reply.status == 400)
        #expect(reply.code == "InvalidParameter")
    }

    @Test(arguments: [
        ("FilterPolicy", #"{"a":"b"}"#), ("FilterPolicy", #"{"a":[{"numeric":["~",1]}]}"#),
        ("FilterPolicy", #"{"a":{"b":["c"]}}"#), ("FilterPolicyScope", "Subject"),
        ("FilterPolicy", #"{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}"#),
        ("RedrivePolicy", "{}"), ("RawMessageDelivery", "yes"), ("DeliveryPolicy", "{}"), ("Colour", "red"),
    ])
    func `refuses attributes that no subscription has`(name: String, value: String) throws {
        let cloud = try TestCloud()
        try cloud.makeTopic()
        let arn = try cloud.subscribe("sqs", TestCloud.queueARN("jobs"))
        let reply = try cloud.sns(
            "SetSubscriptionAttributes",
            ["SubscriptionArn": arn, "AttributeName": name, "AttributeValue": value]
        )
        #expect(reply.status == 400, "\(reply.body)")
        #expect(reply.code == "InvalidParameter")
    }
}
