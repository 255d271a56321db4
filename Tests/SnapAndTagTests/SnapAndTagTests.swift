import JSON
import LambdaRuntime
import Platform
import SnapAndTag
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The function` {
    @Test func `answers a launch with a report of volumes, snapshots and tag`() async throws {
        let ec2 = try FakeEC2(volumes: 2)
        let answer = try await Trial(ec2).handle(Fixtures.event("launch"))
        let snapshots = Dictionary(uniqueKeysWithValues: ec2.state().snapshots.map { ($0.volumeID, $0.id) })
        let volumes = try (0...1).map { index -> JSON in
            [
                "volumeId": .string(FakeEC2.volumeID(index)),
                "device": index == 0 ? "/dev/xvda" : "/dev/xvdb",
                "snapshotId": .string(try #require(snapshots[FakeEC2.volumeID(index)])),
                "outcome": "created",
            ]
        }
        #expect(
            answer == [
                "instanceId": "i-0a1b2c3d4e5f60718", "outcome": "done", "volumes": .array(volumes),
                "tag": ["key": "Snapshots", "value": "Created", "outcome": "added"],
            ]
        )
    }

    @Test func `logs in the words that people have filters on`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let trial = Trial(ec2)
        _ = try await trial.handle(Fixtures.event("launch"))
        #expect(trial.log.contains { $0.hasPrefix("info Received event: {") })
        #expect(
            trial.log.contains(
                "info Snapshot created with description [Autosnap-i-0a1b2c3d4e5f60718-\(FakeEC2.volumeID(0))]"
            )
        )
        #expect(trial.log.contains("info Tag added to EC2 instance with id: i-0a1b2c3d4e5f60718"))
    }

    @Test(arguments: [
        "test-notification", "launch-error", "launch-error-abandoned", "terminate", "terminate-error",
        "foreign-text", "foreign-alarm", "console-test-empty", "lifecycle-launching", "unknown-event",
        "records-empty", "eventbridge-launch-unsuccessful",
    ])
    func `succeeds without a call, and says why, when there is nothing to do`(name: String) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let answer = try await Trial(ec2).handle(Fixtures.event(name))
        #expect(answer["outcome"] == "ignored")
        #expect(answer["reason"]?.stringValue?.isEmpty == false)
        #expect(ec2.state().calls.isEmpty)
    }

    @Test(arguments: ["foreign-cut-off", "launch-error-cut-off"])
    func `succeeds without a call, and warns with the reason, when a message is no JSON but looks like it`(
        name: String
    ) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let trial = Trial(ec2)
        let answer = try await trial.handle(Fixtures.event(name))
        #expect(answer["outcome"] == "ignored")
        #expect(ec2.state().calls.isEmpty)
        let reason = "its message isn't JSON: premature end of input"
        #expect(trial.log.contains { $0.hasPrefix("warning Nothing done about a message: \(reason)") })
    }

    @Test(arguments: [#""Progress":10000000000000000000"#, #""Progress":1e999"#, #""Progress":"\ud800""#])
    func `sees to a launch although something in the event can't be represented`(member: String) async throws
    {
        let ec2 = try FakeEC2(volumes: 1)
        let event =
            #"{"source":"aws.autoscaling","detail-type":"EC2 Instance Launch Successful","detail":"#
            + #"{"EC2InstanceId":"i-0a1b2c3d4e5f60718",\#(member)}}"#
        let answer = try await Trial(ec2).handle(Array(event.utf8))
        #expect(answer["outcome"] == "done")
    }

    @Test(arguments: [
        "launch-cut-off", "launch-not-quite-json", "launch-without-instance", "launch-empty-instance",
        "launch-null-instance",
        "launch-malformed-instance",
    ])
    func `fails without a call when a launch doesn't name its instance`(name: String) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let trial = Trial(ec2)
        let error = await #expect(throws: BadEvent.self) { try await trial.handle(Fixtures.event(name)) }
        #expect(error?.errorType == "Function.BadEvent")
        #expect(ec2.state().calls.isEmpty)
        #expect(trial.log.contains { $0.hasPrefix("error ") })
        #expect(trial.metrics.first?.contains(#""MessagesRejected":1"#) == true)
    }

    @Test(arguments: [
        "empty.json", "not-json.txt", "truncated.json", "invalid-utf8.json", "trailing-comma.json",
        "deeply-nested.json",
    ])
    func `fails without a call when the event isn't JSON`(name: String) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let event = try Fixtures.bytes("bad-events/\(name)")
        let trial = Trial(ec2)
        let error = await #expect(throws: BadEvent.self) { try await trial.handle(event) }
        #expect((error?.errorMessage.utf8.count ?? .max) < 500)
        #expect(ec2.state().calls.isEmpty)
        #expect(trial.metrics.count == 1)
        #expect(trial.metrics.first?.contains(#""MessagesRejected":1"#) == true)
    }

    @Test func `takes an event of a megabyte`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        var event = try #require(try Fixtures.event("launch").objectValue)
        event["padding"] = .string(String(repeating: "x", count: 1_000_000))
        let answer = try await Trial(ec2).handle(.object(event))
        #expect(answer["outcome"] == "done")
    }

    @Test(arguments: [Int64.min, Int64.min + 1, -1, 0, Int64.max])
    func `takes any deadline, and does nothing after it`(milliseconds: Int64) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let deadline = Timestamp(millisecondsSinceEpoch: milliseconds)
        let event = try Fixtures.event("launch")
        let answer = try? await Trial(ec2).handle(event, until: deadline)
        #expect((answer != nil) == (milliseconds == .max))
        #expect(ec2.state().calls.isEmpty == (milliseconds != .max))
    }

    @Test(arguments: [1, 3])
    func `makes no more calls to CreateSnapshot at once than is set, over all instances`(
        instances: Int
    ) async throws {
        let launch = try Fixtures.event("launch")["Records"]?[0] ?? .null
        var records = [launch]
        let ec2 = try FakeEC2(volumes: 8) { $0.creationsAwaited = 4 }
        for number in 1..<instances {
            let instanceID = "i-0a1b2c3d4e5f6000\(number)"
            let text = launch.text.replacing("i-0a1b2c3d4e5f60718", with: instanceID)
            records.append(try JSON.parse(text))
            ec2.state { state in
                state.furtherInstances[instanceID] = (0..<8).map { FakeEC2.volumeID(number * 8 + $0) }
            }
        }
        var settings = Settings()
        settings.concurrentCreates = 4
        let answer = try await Trial(ec2, settings: settings).handle(["Records": .array(records)])
        #expect((answer["records"]?.arrayValue?.count ?? 1) == instances)
        #expect(ec2.state().snapshots.count == instances * 8)
        #expect(ec2.state().mostCreationsUnderWay == 4)
    }

    @Test func `names every volume of several instances in an error of Lambda's length`() async throws {
        let launch = try Fixtures.event("launch")["Records"]?[0] ?? .null
        let other = "i-0a1b2c3d4e5f60001"
        let records = [
            launch, try JSON.parse(launch.text.replacing("i-0a1b2c3d4e5f60718", with: other)),
        ]
        let ec2 = try FakeEC2(volumes: 64) { state in
            state.furtherInstances[other] = (64..<128).map(FakeEC2.volumeID)
            state.refusalMessage = String(repeating: "You are not authorized. ", count: 60)
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let error = await #expect(throws: (any Error).self) {
            try await Trial(ec2).handle(["Records": .array(records)])
        }
        let message = try #require(error as? any ReportableError).errorMessage
        let shown = String(decoding: message.utf8.prefix(32_768), as: UTF8.self)
        for index in 0..<128 {
            #expect(shown.contains("\(FakeEC2.volumeID(index)): UnauthorizedOperation ["))
        }
    }

    @Test func `sees to each of several messages`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let answer = try await Trial(ec2).handle(Fixtures.event("several-records"))
        let outcomes = answer["records"]?.arrayValue?.map { $0["outcome"]?.stringValue }
        #expect(outcomes == ["ignored", "done", "ignored", "ignored"])
    }

    @Test func `fails a whole batch of SQS for one bad message, after seeing to the others`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        await #expect(throws: BadEvent.self) { try await Trial(ec2).handle(Fixtures.event("sqs-batch")) }
        #expect(ec2.state().snapshots.count == 1)
        #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
    }

    @Test func `names the failed messages of a batch where the mapping asks for it`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        var settings = Settings()
        settings.reportsBatchItemFailures = true
        let answer = try await Trial(ec2, settings: settings).handle(Fixtures.event("sqs-batch"))
        #expect(answer["batchItemFailures"] == [["itemIdentifier": "059f36b4-0d52-4c1e-8f5b-661975830a02"]])
        #expect(answer["records"]?.arrayValue?.count == 3)
    }

    @Test func `says of a batch without failures that none failed`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        let answer = try await Trial(ec2).handle(Fixtures.event("sqs-launch"))
        #expect(answer["batchItemFailures"] == [])
    }

    @Test func `writes one line of metrics an invocation, as CloudWatch takes them`() async throws {
        let ec2 = try FakeEC2(volumes: 3)
        let trial = Trial(ec2)
        _ = try await trial.handle(Fixtures.event("launch"))
        #expect(trial.metrics.count == 1)
        let line = try JSON.parse(try #require(trial.metrics.first))
        let directive = line["_aws"]?["CloudWatchMetrics"]?[0]
        #expect(directive?["Namespace"] == "SnapAndTag")
        #expect(directive?["Dimensions"] == [["FunctionName"]])
        #expect(line["_aws"]?["Timestamp"] == .integer(1_772_442_907_000))
        #expect(line["FunctionName"] == "snap")
        for definition in directive?["Metrics"]?.arrayValue ?? [] {
            let name = try #require(definition["Name"]?.stringValue)
            #expect(line[name] != nil, "\(name) is defined and has no value")
        }
        #expect(line["SnapshotsCreated"] == 3 && line["SnapshotsFailed"] == 0 && line["InstancesTagged"] == 1)
    }

    @Test func `reports a failure in Lambda's terms`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(action: "CreateTags", kind: .refusal(code: "TagLimitExceeded", status: 400))
            ]
        }
        let trial = Trial(ec2)
        let error = await #expect(throws: SnapshotFailure.self) {
            try await trial.handle(Fixtures.event("launch"))
        }
        #expect(error?.errorType == "Function.TagFailed")
        #expect(error?.errorMessage.contains("TagLimitExceeded") == true)
        #expect(trial.metrics.first?.contains(#""InstancesFailed":1"#) == true)
    }
}
