import JSON
import SnapAndTag
import Testing

/// What each fixture's messages mean, in short: `launch`, `nothing`, `unreadable`, `unusable`, or a hook's transition.
private let meanings: [String: [String]] = [
    "console-test-empty": ["nothing"],
    "console-test-keys": ["nothing"],
    "eventbridge-instance-refresh": ["nothing"],
    "eventbridge-launch": ["launch"],
    "eventbridge-launch-unsuccessful": ["nothing"],
    "eventbridge-lifecycle": ["launching"],
    "eventbridge-terminate": ["nothing"],
    "foreign-alarm": ["nothing"],
    "foreign-cut-off": ["unreadable"],
    "foreign-empty-message": ["nothing"],
    "foreign-json-array": ["nothing"],
    "foreign-json-string": ["nothing"],
    "foreign-text": ["nothing"],
    "launch": ["launch"],
    "launch-2012": ["launch"],
    "launch-attached": ["launch"],
    "launch-beyond-64-bits": ["launch"],
    "launch-beyond-doubles": ["launch"],
    "launch-cut-off": ["unusable"],
    "launch-empty-instance": ["unusable"],
    "launch-error": ["nothing"],
    "launch-error-abandoned": ["nothing"],
    "launch-error-cut-off": ["unreadable"],
    "launch-from-warm-pool": ["launch"],
    "launch-lone-surrogate": ["launch"],
    "launch-malformed-instance": ["unusable"],
    "launch-minimal": ["launch"],
    "launch-not-quite-json": ["unusable"],
    "launch-null-instance": ["unusable"],
    "launch-numeric-account": ["launch"],
    "launch-out-of-standby": ["launch"],
    "launch-padded-message": ["launch"],
    "launch-unicode-group": ["launch"],
    "launch-without-instance": ["unusable"],
    "lifecycle-launching": ["launching"],
    "lifecycle-launching-direct": ["launching"],
    "lifecycle-terminating": ["terminating"],
    "records-empty": [],
    "records-foreign": ["nothing"],
    "several-records": ["nothing", "launch", "nothing", "nothing"],
    "sns-eventbridge-launch": ["launch"],
    "sqs-batch": ["nothing", "unusable", "launch"],
    "sqs-eventbridge-launch": ["launch"],
    "sqs-foreign": ["nothing"],
    "sqs-launch": ["launch"],
    "sqs-launch-beyond-64-bits": ["launch"],
    "sqs-launch-cut-off": ["unusable"],
    "sqs-launch-raw": ["launch"],
    "sqs-lifecycle": ["launching"],
    "terminate": ["nothing"],
    "terminate-error": ["nothing"],
    "test-notification": ["nothing"],
    "test-notification-direct": ["nothing"],
    "test-notification-minimal": ["nothing"],
    "test-notification-with-transition": ["nothing"],
    "unknown-event": ["nothing"],
]

@Suite struct `An incoming event` {
    @Test(arguments: meanings.keys.sorted())
    func `means what its messages say, whatever their envelope`(name: String) throws {
        let incoming = IncomingEvent(try Fixtures.event(name))
        #expect(incoming.messages.map(\.meaning.short) == meanings[name])
    }

    @Test func `of every fixture is listed above`() throws {
        #expect(try Fixtures.names(in: "sns-events", withExtension: "json") == meanings.keys.sorted())
    }

    @Test func `of a launch names the instance, the group and the activity`() throws {
        let expected = Launch(
            instanceID: try #require(InstanceID("i-0a1b2c3d4e5f60718")),
            groupName: "web-asg",
            activityID: "7d862f1c-2f0b-41a9-9c55-0d7e7b6c2a10"
        )
        for name in ["launch", "sqs-launch", "sqs-launch-raw", "eventbridge-launch", "launch-padded-message"]
        {
            let incoming = IncomingEvent(try Fixtures.event(name))
            #expect(incoming.messages.map(\.meaning) == [.launch(expected)], "\(name)")
        }
    }

    @Test func `keeps a group's name with all its characters`() throws {
        let incoming = IncomingEvent(try Fixtures.event("launch-unicode-group"))
        guard case .launch(let launch) = incoming.messages.first?.meaning else {
            Issue.record("not a launch")
            return
        }
        #expect(launch.groupName == "café ☃ 🚀 group")
    }

    @Test func `of SQS keeps the record's message ID, and one of SNS has none`() throws {
        let batch = IncomingEvent(try Fixtures.event("sqs-batch"))
        #expect(
            batch.messages.map(\.sqsMessageID) == [
                "059f36b4-0d52-4c1e-8f5b-661975830a01", "059f36b4-0d52-4c1e-8f5b-661975830a02",
                "059f36b4-0d52-4c1e-8f5b-661975830a03",
            ]
        )
        #expect(IncomingEvent(try Fixtures.event("launch")).messages.map(\.sqsMessageID) == [nil])
    }

    @Test func `of a lifecycle hook carries what completes its action`() throws {
        let incoming = IncomingEvent(try Fixtures.event("lifecycle-terminating"))
        guard case .lifecycleAction(let action) = incoming.messages.first?.meaning else {
            Issue.record("not a lifecycle action")
            return
        }
        #expect(action.transition == .terminating)
        #expect(action.instanceID.text == "i-0a1b2c3d4e5f60718")
        #expect(action.groupName == "web-asg")
        #expect(action.hookName == "snap-on-terminate")
        #expect(action.token == "c9f2cd07-0000-4000-8000-16df11021521")
    }

    @Test(arguments: [
        #"{"Records":{}}"#, #"{"Records":"text"}"#, #"{"Records":[1,null,"x",[]]}"#, "null", "[]", "1",
        #""x""#,
        #"{"Records":[{"EventSource":"aws:sns"}]}"#, #"{"Records":[{"EventSource":"aws:sns","Sns":[]}]}"#,
        #"{"Records":[{"EventSource":"aws:sns","Sns":{"Message":{"Event":1}}}]}"#,
        #"{"Records":[{"EventSource":["aws:sns"]}]}"#, #"{"Event":7}"#, #"{"LifecycleTransition":{}}"#,
        #"{"detail-type":"EC2 Instance Launch Successful","source":"aws.autoscaling"}"#,
        #"{"detail-type":"EC2 Instance Launch Successful","source":"my.app","detail":{"EC2InstanceId":"i-12345678"}}"#,
    ])
    func `with members of the wrong types means nothing`(text: String) throws {
        let incoming = IncomingEvent(try JSON.parse(text))
        for message in incoming.messages { #expect(message.meaning.short == "nothing") }
    }

    @Test(arguments: [
        "", "i-", "i-1234567", "i-123456789", "i-0a1b2c3d4e5f6071", "i-0a1b2c3d4e5f607181",
        "i-0A1B2C3D4E5F60718",
        "i-0a1b2c3d4e5f6071g", " i-0a1b2c3d4e5f60718", "i-0a1b2c3d4e5f60718\n", "vol-0a1b2c3d4e5f60718", "*",
        "i-0a1b2c3d4e5f6071*", "i-\u{0660}\u{0661}\u{0662}\u{0663}",
    ])
    func `with an instance ID of another form is unusable and never reaches EC2`(instanceID: String) {
        #expect(InstanceID(instanceID) == nil)
        let document: JSON = [
            "Event": "autoscaling:EC2_INSTANCE_LAUNCH", "EC2InstanceId": .string(instanceID),
        ]
        #expect(Meaning(document: document).short == "unusable")
    }

    @Test func `with a huge instance ID full of control characters is told of shortly and cleanly`() {
        let instanceID = "i-\u{1B}[31m\n" + String(repeating: "a", count: 1_000_000)
        let document: JSON = [
            "Event": "autoscaling:EC2_INSTANCE_LAUNCH", "EC2InstanceId": .string(instanceID),
        ]
        guard case .unusable(let reason) = Meaning(document: document) else {
            Issue.record("not unusable")
            return
        }
        #expect(reason.utf8.count < 400)
        #expect(!reason.unicodeScalars.contains { $0.value < 0x20 })
    }
}

extension Meaning {
    fileprivate var short: String {
        switch self {
        case .launch: "launch"
        case .lifecycleAction(let action): "\(action.transition)"
        case .nothing: "nothing"
        case .unreadable: "unreadable"
        case .unusable: "unusable"
        }
    }
}
