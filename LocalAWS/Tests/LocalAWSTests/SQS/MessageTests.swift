import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `A message` {
    @Test func `comes back with its checksums, attributes and history`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        let sent = try await cloud.send(
            "hello",
            to: url,
            [
                "MessageAttributes": [
                    "n": ["DataType": "Number", "StringValue": "1.5"],
                    "b": ["DataType": "Binary.x", "BinaryValue": "/w=="],
                ]
            ]
        )
        #expect(sent.document["MD5OfMessageBody"]?.text == MD5.hex(of: "hello".utf8))
        let messages = try await cloud.receive(url, ["MessageAttributeNames": ["All"]])
        let message = try #require(messages.first)
        #expect(message["MessageId"] == sent.document["MessageId"])
        #expect(message["MD5OfMessageAttributes"] == sent.document["MD5OfMessageAttributes"])
        #expect(message["MessageAttributes"]?["b"]?["BinaryValue"]?.text == "/w==")
        #expect(message["Attributes"]?["ApproximateReceiveCount"]?.text == "1")
        #expect(message["Attributes"]?["SentTimestamp"]?.text == "1768478400000")
    }

    @Test func `is one receiver's until its time is over, and gone when it is deleted`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        _ = try await cloud.send("hello", to: url)
        let first = try #require(try await cloud.receive(url).first?["ReceiptHandle"])
        #expect(try await cloud.receive(url).isEmpty)
        #expect(try await cloud.attributes(of: url)["ApproximateNumberOfMessagesNotVisible"]?.text == "1")
        cloud.wait(.seconds(30))
        let second = try #require(try await cloud.receive(url).first?["ReceiptHandle"])
        #expect(first != second)
        _ = try await cloud.sqs("DeleteMessage", ["QueueUrl": url, "ReceiptHandle": first])
        #expect(try await cloud.attributes(of: url)["ApproximateNumberOfMessagesNotVisible"]?.text == "1")
        #expect(
            try await cloud.sqs("DeleteMessage", ["QueueUrl": url, "ReceiptHandle": second]).status == 200
        )
        #expect(
            try await cloud.sqs("DeleteMessage", ["QueueUrl": url, "ReceiptHandle": second]).status == 200
        )
        cloud.wait(.seconds(60))
        #expect(try await cloud.receive(url).isEmpty)
        let reply = try await cloud.sqs("DeleteMessage", ["QueueUrl": url, "ReceiptHandle": "x"])
        #expect(reply.jsonCode == "ReceiptHandleIsInvalid")
    }

    @Test func `can be kept longer or given up`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        _ = try await cloud.send("hello", to: url)
        let handle = try #require(try await cloud.receive(url).first?["ReceiptHandle"])
        let call: [String: Document] = ["QueueUrl": url, "ReceiptHandle": handle]
        _ = try await cloud.sqs(
            "ChangeMessageVisibility",
            .structure(call.merging(["VisibilityTimeout": 100]) { $1 })
        )
        cloud.wait(.seconds(99))
        #expect(try await cloud.receive(url).isEmpty)
        _ = try await cloud.sqs(
            "ChangeMessageVisibility",
            .structure(call.merging(["VisibilityTimeout": 0]) { $1 })
        )
        #expect(try await cloud.receive(url).count == 1)
        let refused = try await cloud.sqs(
            "ChangeMessageVisibility",
            .structure(call.merging(["VisibilityTimeout": 43_201]) { $1 })
        )
        #expect(refused.jsonCode == "InvalidParameterValue")
    }

    @Test func `is delayed, and forgotten when it is too old`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue("jobs", ["DelaySeconds": "5", "MessageRetentionPeriod": "60"])
        _ = try await cloud.send("late", to: url)
        _ = try await cloud.send("at once", to: url, ["DelaySeconds": 0])
        #expect(try await cloud.receive(url).map { $0["Body"]?.text } == ["at once"])
        #expect(try await cloud.attributes(of: url)["ApproximateNumberOfMessagesDelayed"]?.text == "1")
        cloud.wait(.seconds(5))
        #expect(try await cloud.receive(url).map { $0["Body"]?.text } == ["late"])
        cloud.wait(.seconds(56))
        #expect(try await cloud.receive(url).isEmpty)
        #expect(
            cloud.cloud.snapshot().regions["eu-west-1"]?.sqs.queues["jobs"]?.messages.messages.isEmpty == true
        )
    }

    @Test func `that was received too often is in the dead-letter queue, with its history`() async throws {
        let cloud = try TestCloud()
        let dead = try await cloud.makeQueue("dead")
        let policy = #"{"deadLetterTargetArn":"\#(TestCloud.queueARN("dead"))","maxReceiveCount":"2"}"#
        let url = try await cloud.makeQueue("jobs", ["RedrivePolicy": policy])
        #expect(try await cloud.attributes(of: url)["RedrivePolicy"]?.text == policy)
        let id = try await cloud.send("poison", to: url).document["MessageId"]
        for _ in 1...2 {
            #expect(try await cloud.receive(url).count == 1)
            cloud.wait(.seconds(30))
        }
        #expect(try await cloud.receive(url).isEmpty)
        let message = try #require(try await cloud.receive(dead).first)
        #expect(message["MessageId"] == id)
        #expect(message["Attributes"]?["DeadLetterQueueSourceArn"]?.text == TestCloud.queueARN("jobs"))
        #expect(message["Attributes"]?["ApproximateReceiveCount"]?.text == "3")
        let sources = try await cloud.sqs("ListDeadLetterSourceQueues", ["QueueUrl": dead])
        #expect(sources.document["queueUrls"]?.list == [url])
    }

    @Test func `is moved back from a dead-letter queue`() async throws {
        let cloud = try TestCloud()
        let dead = try await cloud.makeQueue("dead")
        let arn = TestCloud.queueARN("dead")
        let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1}"#
        let url = try await cloud.makeQueue("jobs", ["RedrivePolicy": policy, "VisibilityTimeout": "0"])
        for body in ["a", "b", "c"] { _ = try await cloud.send(body, to: url) }
        for _ in 1...2 { _ = try await cloud.receive(url) }
        #expect(try await cloud.attributes(of: dead)["ApproximateNumberOfMessages"]?.text == "3")
        let task = try await cloud.sqs(
            "StartMessageMoveTask",
            ["SourceArn": .text(arn), "MaxNumberOfMessagesPerSecond": 2]
        )
        #expect(task.status == 200, "\(task.body)")
        #expect(try await cloud.attributes(of: url)["ApproximateNumberOfMessages"]?.text == "2")
        cloud.wait(.seconds(1))
        #expect(try await cloud.attributes(of: url)["ApproximateNumberOfMessages"]?.text == "3")
        let tasks = try await cloud.sqs("ListMessageMoveTasks", ["SourceArn": .text(arn)])
        #expect(tasks.document["Results"]?.list?.first?["Status"]?.text == "COMPLETED")
        let handle = try #require(task.document["TaskHandle"])
        let cancel = try await cloud.sqs("CancelMessageMoveTask", ["TaskHandle": handle])
        #expect(cancel.jsonCode == "UnsupportedOperation")
    }

    @Test func `waits for by a long poll come when they are sent`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        async let received = cloud.receive(url, ["WaitTimeSeconds": 20])
        try await Task.sleep(for: .milliseconds(50))
        _ = try await cloud.send("hello", to: url)
        #expect(try await received.count == 1)
    }

    @Test func `a long poll ends in the cloud's time, or takes what comes back meanwhile`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue("jobs", ["ReceiveMessageWaitTimeSeconds": "20"])
        _ = try await cloud.send("late", to: url, ["DelaySeconds": 10])
        async let received = cloud.receive(url)
        try await Task.sleep(for: .milliseconds(50))
        cloud.wait(.seconds(10))
        #expect(try await received.count == 1)
        async let nothing = cloud.receive(url)
        try await Task.sleep(for: .milliseconds(50))
        cloud.wait(.seconds(20))
        #expect(try await nothing.isEmpty)
    }

    @Test func `of a FIFO queue keeps the order of its group, and comes once`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue(
            "jobs.fifo",
            ["FifoQueue": "true", "ContentBasedDeduplication": "true"]
        )
        #expect(try await cloud.send("x", to: url).jsonCode == "MissingParameter")
        for body in ["1", "2", "2"] { _ = try await cloud.send(body, to: url, ["MessageGroupId": "a"]) }
        _ = try await cloud.send("3", to: url, ["MessageGroupId": "b"])
        let first = try await cloud.receive(url, ["MaxNumberOfMessages": 1])
        #expect(first.map { $0["Body"]?.text } == ["1"])
        // The second of the group waits for the first.
        #expect(try await cloud.receive(url).map { $0["Body"]?.text } == ["3"])
        let handle = try #require(first.first?["ReceiptHandle"])
        _ = try await cloud.sqs("DeleteMessage", ["QueueUrl": url, "ReceiptHandle": handle])
        let second = try #require(try await cloud.receive(url).first)
        #expect(second["Body"]?.text == "2")
        #expect(second["Attributes"]?["SequenceNumber"]?.text?.count == 20)
        cloud.wait(.seconds(300))
        _ = try await cloud.send("2", to: url, ["MessageGroupId": "a"])
        #expect(
            try await cloud.receive(url).map { $0["Body"]?.text }.sorted { $0 ?? "" < $1 ?? "" } == [
                "2", "2", "3",
            ]
        )
    }

    @Test func `in a batch fails alone`() async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue("jobs", ["MaximumMessageSize": "1024"])
        let long = Document.text(String(repeating: "x", count: 1_025))
        let reply = try await cloud.sqs(
            "SendMessageBatch",
            [
                "QueueUrl": url,
                "Entries": [
                    ["Id": "a", "MessageBody": "1"], ["Id": "b", "MessageBody": long],
                    ["Id": "c", "MessageBody": "2", "DelaySeconds": 901],
                ],
            ]
        )
        #expect(reply.document["Successful"]?.list?.map { $0["Id"]?.text } == ["a"])
        #expect(reply.document["Failed"]?.list?.map { $0["Id"]?.text } == ["b", "c"])
        let twice: Document = [["Id": "a", "MessageBody": "1"], ["Id": "a", "MessageBody": "1"]]
        let refused = try await cloud.sqs("SendMessageBatch", ["QueueUrl": url, "Entries": twice])
        #expect(refused.jsonCode == "BatchEntryIdsNotDistinct")
        #expect(
            try await cloud.sqs("DeleteMessageBatch", ["QueueUrl": url, "Entries": []]).jsonCode
                == "EmptyBatchRequest"
        )
    }

    private static let invalid: [(message: Document, code: String)] = [
        (["MessageBody": "\u{1}"], "InvalidMessageContents"),
        (["MessageBody": ""], "MissingParameter"),
        (["MessageBody": "x", "DelaySeconds": 901], "InvalidParameterValue"),
        (
            [
                "MessageBody": "x",
                "MessageAttributes": ["aws.x": ["DataType": "String", "StringValue": "x"]],
            ],
            "InvalidParameterValue"
        ),
        (
            ["MessageBody": "x", "MessageAttributes": ["n": ["DataType": "Number", "StringValue": "x"]]],
            "InvalidParameterValue"
        ),
        (["MessageBody": "x", "MessageDeduplicationId": "x"], "InvalidParameterValue"),
        (["MessageBody": 5], "SerializationException"),
        (["MessageBody": "x", "Colour": "red"], "UnknownParameter"),
    ]

    @Test(arguments: invalid)
    func `is refused when it isn't valid`(message: Document, code: String) async throws {
        let cloud = try TestCloud()
        let url = try await cloud.makeQueue()
        let members = (message.structure ?? [:]).merging(["QueueUrl": url]) { $1 }
        let reply = try await cloud.sqs("SendMessage", .structure(members))
        #expect(reply.status == 400)
        #expect(reply.jsonCode == code)
    }
}
