import HTTPTypes
import Testing

@testable import LocalAWS

@Suite struct `A queue` {
    @Test func `has its URL at the emulator, and the defaults`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        #expect(url.text == "http://127.0.0.1:4566/111122223333/jobs")
        let attributes = try await cloud.attributes(of: url)
        #expect(attributes["QueueArn"]?.text == TestCloud.queueARN("jobs"))
        #expect(attributes["VisibilityTimeout"]?.text == "30")
        #expect(attributes["CreatedTimestamp"]?.text == "1768478400")
        #expect(attributes["ApproximateNumberOfMessages"]?.text == "0")
        #expect(attributes["Policy"] == nil)
    }

    @Test func `gives attributes back as they were set, at once`() async throws {
        let cloud = try TestCloud()
        let policy =
            #"{ "Statement": [{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}] }"#
        let url = try await cloud.makeQueue("jobs", ["DelaySeconds": "5", "MaximumMessageSize": "262144"])
        let set = try await cloud.sqs(
            "SetQueueAttributes",
            ["QueueUrl": url, "Attributes": ["Policy": .text(policy), "VisibilityTimeout": "60"]]
        )
        #expect(set.status == 200)
        let attributes = try await cloud.attributes(of: url)
        #expect(attributes["Policy"]?.text == policy)
        #expect(attributes["DelaySeconds"]?.text == "5")
        #expect(attributes["VisibilityTimeout"]?.text == "60")
        #expect(attributes["MaximumMessageSize"]?.text == "262144")
        _ = try await cloud.sqs("SetQueueAttributes", ["QueueUrl": url, "Attributes": ["Policy": ""]])
        #expect(try await cloud.attributes(of: url)["Policy"] == nil)
    }

    @Test(arguments: [
        ("VisibilityTimeout", "43201", "InvalidAttributeValue"),
        ("DelaySeconds", "x", "InvalidAttributeValue"),
        ("Colour", "red", "InvalidAttributeName"), ("Policy", "{", "InvalidAttributeValue"),
        ("RedrivePolicy", #"{"maxReceiveCount":3}"#, "InvalidAttributeValue"),
        ("ContentBasedDeduplication", "true", "InvalidAttributeName"),
        (
            "RedrivePolicy",
            #"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:no","maxReceiveCount":3}"#,
            "InvalidAttributeValue"
        ),
    ])
    func `refuses attributes that no queue has`(name: String, value: String, code: String) async throws {
        let cloud = try TestCloud()
        let reply = try await cloud.sqs(
            "CreateQueue",
            ["QueueName": "jobs", "Attributes": .structure([name: .text(value)])]
        )
        #expect(reply.status == 400)
        #expect(reply.jsonCode == code)
        #expect(cloud.cloud.snapshot().regions["eu-west-1"]?.sqs.queues.isEmpty ?? true)
    }

    @Test func `is found again by the same attributes, and refused with others`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue("jobs", ["DelaySeconds": "5"])
        #expect(try await cloud.makeQueue("jobs", ["DelaySeconds": "5"]) == url)
        #expect(try await cloud.makeQueue("jobs") == url)
        let reply = try await cloud.sqs(
            "CreateQueue",
            ["QueueName": "jobs", "Attributes": ["DelaySeconds": "6"]]
        )
        #expect(reply.jsonCode == "QueueNameExists")
        #expect(reply.response.fields[.amznQueryError] == "QueueAlreadyExists;Sender")
        #expect(reply.document["__type"]?.text == "com.amazonaws.sqs#QueueNameExists")
    }

    @Test func `is named by any host's URL, and isn't there under another name`() async throws {
        let cloud = try TestCloud()
        try await cloud.makeQueue()
        let elsewhere: Document = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs"
        #expect(try await cloud.sqs("GetQueueAttributes", ["QueueUrl": elsewhere]).status == 200)
        let reply = try await cloud.sqs("GetQueueUrl", ["QueueName": "tasks"])
        #expect(reply.jsonCode == "QueueDoesNotExist")
        #expect(
            reply.response.fields[.amznQueryError] == "AWS.SimpleQueueService.NonExistentQueue;Sender"
        )
    }

    @Test func `speaks the old query protocol`() async throws {
        let cloud = try TestCloud()
        let made = try cloud.query(
            .sqs,
            "CreateQueue",
            [
                "QueueName": "jobs", "Attribute.1.Name": "DelaySeconds", "Attribute.1.Value": "0",
                "Tag.1.Key": "a", "Tag.1.Value": "b",
            ]
        )
        let url = try #require(made.text("QueueUrl"), "\(made.body)")
        let sent = try cloud.query(
            .sqs,
            "SendMessage",
            [
                "QueueUrl": url, "MessageBody": "<hello>", "MessageAttribute.1.Name": "n",
                "MessageAttribute.1.Value.DataType": "Number", "MessageAttribute.1.Value.StringValue": "1",
            ]
        )
        #expect(sent.text("MD5OfMessageBody") == MD5.hex(of: "<hello>".utf8))
        let batch = try cloud.query(
            .sqs,
            "SendMessageBatch",
            [
                "QueueUrl": url, "SendMessageBatchRequestEntry.1.Id": "one",
                "SendMessageBatchRequestEntry.1.MessageBody": "1", "SendMessageBatchRequestEntry.2.Id": "two",
                "SendMessageBatchRequestEntry.2.MessageBody": "\u{1}",
            ]
        )
        #expect(batch.body.contains("<SendMessageBatchResultEntry><Id>one</Id>"))
        #expect(batch.body.contains("<BatchResultErrorEntry><Id>two</Id><SenderFault>true</SenderFault>"))
        let received = await cloud.sendAndWait(
            try TestCloud.signed(
                TestCloud.form([
                    ("Action", "ReceiveMessage"), ("Version", "2012-11-05"), ("AttributeName.1", "All"),
                    ("MessageAttributeName.1", "All"),
                ]),
                service: "sqs",
                path: "/111122223333/jobs"
            )
        )
        #expect(received.text("Body") == "<hello>")
        #expect(
            received.body.contains(
                "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"
            )
        )
        #expect(
            received.body.contains(
                "<MessageAttribute><Name>n</Name><Value><StringValue>1</StringValue><DataType>Number</DataType></Value></MessageAttribute>"
            )
        )
        #expect(
            try cloud.query(.sqs, "ListQueueTags", ["QueueUrl": url]).body.contains(
                "<Tag><Key>a</Key><Value>b</Value></Tag>"
            )
        )
        let missing = try cloud.query(.sqs, "GetQueueUrl", ["QueueName": "tasks"])
        #expect(missing.code == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test func `lists in pages that nothing new shifts`() async throws {
        let cloud = try TestCloud()
        for name in ["b", "d", "f"] { try await cloud.makeQueue(name) }
        let first = try await cloud.sqs("ListQueues", ["MaxResults": 2])
        #expect(first.document["QueueUrls"]?.list?.count == 2)
        try await cloud.makeQueue("a")
        let token = try #require(first.document["NextToken"])
        let second = try await cloud.sqs("ListQueues", ["MaxResults": 2, "NextToken": token])
        #expect(second.document["QueueUrls"]?.texts == ["http://127.0.0.1:4566/111122223333/f"])
        #expect(second.document["NextToken"] == nil)
        #expect(try await cloud.sqs("ListQueues", ["NextToken": "x"]).status == 400)
        #expect(try await cloud.sqs("ListQueues", ["QueueNamePrefix": "z"]).body == "{}")
    }

    @Test func `has permissions added to its policy and taken from it`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        let grant: Document = [
            "QueueUrl": url, "Label": "l", "AWSAccountIds": ["444455556666"], "Actions": ["SendMessage"],
        ]
        #expect(try await cloud.sqs("AddPermission", grant).status == 200)
        #expect(try await cloud.sqs("AddPermission", grant).jsonCode == "InvalidParameterValue")
        let policy = try await cloud.attributes(of: url)["Policy"]?.text ?? ""
        #expect(policy.contains(#""Action":"SQS:SendMessage""#))
        #expect(try await cloud.sqs("RemovePermission", ["QueueUrl": url, "Label": "l"]).status == 200)
        #expect(try await cloud.attributes(of: url)["Policy"] == nil)
    }
}
