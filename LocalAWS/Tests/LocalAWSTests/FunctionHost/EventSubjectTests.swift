import Foundation
import Testing

@testable import LocalAWS

@Suite struct `The subject of an event` {
    private static let instance = "i-0a1b2c3d4e5f60718"
    private static let notification = """
        {"EC2InstanceId":"\(instance)","Event":"autoscaling:EC2_INSTANCE_LAUNCH","AutoScalingGroupARN":\
        "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:2f1d7b9e:autoScalingGroupName/web: a/b"}
        """

    private func subject(_ event: String) throws -> EventSubject {
        try EventSubject(of: Array(event.utf8))
    }

    private func quoted(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }

    @Test func `is found in an SNS message, an SQS message and either way of delivery`() throws {
        let sns =
            #"{"Records":[{"EventSource":"aws:sns","Sns":{"Message":\#(try quoted(Self.notification))}}]}"#
        let envelope = #"{"Type":"Notification","Message":\#(try quoted(Self.notification))}"#
        let sqs = #"{"Records":[{"eventSource":"aws:sqs","body":\#(try quoted(envelope))}]}"#
        let raw = #"{"Records":[{"eventSource":"aws:sqs","body":\#(try quoted(Self.notification))}]}"#
        for event in [sns, sqs, raw, Self.notification] {
            let subject = try subject(event)
            #expect(subject.instanceID == Self.instance)
            #expect(subject.region == "eu-west-1")
            #expect(subject.accountID == "111122223333")
        }
    }

    /// The fixtures that tell of an instance which was launched or is being launched.
    static let launches = [
        "eventbridge-launch", "eventbridge-lifecycle", "launch", "launch-attached", "launch-from-warm-pool",
        "launch-minimal", "launch-numeric-account", "launch-out-of-standby", "launch-padded-message",
        "launch-unicode-group", "lifecycle-launching", "lifecycle-launching-direct", "several-records",
        "sns-eventbridge-launch", "sqs-batch", "sqs-eventbridge-launch", "sqs-launch", "sqs-launch-raw",
        "sqs-lifecycle",
    ]

    @Test(arguments: launches)
    func `is found in every event that means a launch`(fixture: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../Fixtures/sns-events/\(fixture).json")
        #expect(try EventSubject(of: [UInt8](Data(contentsOf: file))).instanceID == Self.instance)
    }

    @Test func `is found in an event of EventBridge, whose account and region are in its resources`() throws {
        let event = """
            {"resources":["arn:aws-cn:autoscaling:cn-north-1:000000000042:autoScalingGroup:x"],\
            "detail":{"EC2InstanceId":"i-0a1b2c3d"}}
            """
        let subject = try subject(event)
        #expect(subject.instanceID == "i-0a1b2c3d")
        #expect(subject.region == "cn-north-1")
        #expect(subject.accountID == "000000000042")
    }

    @Test(arguments: [
        "{}", "[]", #""text""#, "17", "null", #"{"EC2InstanceId":""}"#, #"{"EC2InstanceId":"i-XYZ"}"#,
        #"{"EC2InstanceId":17,"TopicArn":"arn:aws:sns"}"#, #"{"Message":"{\"EC2InstanceId\":"}"#,
    ])
    func `is nothing where an event names none`(event: String) throws {
        let subject = try subject(event)
        #expect(subject.instanceID == nil)
        #expect(subject.region == nil)
    }

    @Test func `is not looked for deeper than events nest`() throws {
        let deep = String(repeating: "[", count: 400) + Self.notification + String(repeating: "]", count: 400)
        #expect(try subject(deep).instanceID == nil)
    }

    @Test(arguments: [
        ("", "it is empty"), ("{", "it is not JSON"), ("no", "it is not JSON"),
        ("\u{FEFF}\0", "it is not JSON"),
    ])
    func `can't be had of what is no JSON`(event: String, reason: String) {
        #expect(throws: EventError(reason: reason)) { try subject(event) }
    }
}
