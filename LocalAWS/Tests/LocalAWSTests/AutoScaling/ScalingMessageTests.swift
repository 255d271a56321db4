import Foundation
import Platform
import Testing

@testable import LocalAWS

/// Messages are held against those in `Fixtures/sns-events`: whoever reads those, reads these.
@Suite struct `Messages of a group` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 1)
    }

    private static func fixture(_ name: String) throws -> Document {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../Fixtures/sns-events/\(name).json").standardized
        return try Document(json: Array(try Data(contentsOf: folder)))
    }

    /// The message within a notification that a function gets.
    private static func message(_ name: String) throws -> Document {
        let record = try #require(try fixture(name)["Records"]?.list?.first)
        return try Document(json: try #require(record["Sns"]?["Message"]?.text))
    }

    /// The names of a document's members, each with the kind of its value; of structures in it too.
    private static func shape(_ document: Document, _ path: String = "") -> Set<String> {
        guard let members = document.structure else { return ["\(path): \(kind(document))"] }
        return members.reduce(into: []) { $0.formUnion(shape($1.value, "\(path).\($1.key)")) }
    }

    private static func kind(_ document: Document) -> String {
        switch document {
        case .text: "text"
        case .integer, .decimal: "number"
        case .boolean: "flag"
        case .list: "list"
        case .structure: "structure"
        case .null, .bytes: "other"
        }
    }

    private var messages: GroupMessages {
        get throws {
            GroupMessages(
                group: try scaling.group(),
                accountID: "111122223333",
                now: scaling.cloud.cloud.clock.now
            )
        }
    }

    @Test(arguments: [
        ("launch", NotificationType.launch, Activity.Status.successful),
        ("launch-error", .launchError, .failed), ("launch-error-abandoned", .launchError, .cancelled),
        ("terminate", .terminate, .successful), ("terminate-error", .terminateError, .failed),
    ])
    func `about activities have the members that AWS's have`(
        fixture: String,
        type: NotificationType,
        status: Activity.Status
    ) throws {
        var activity = try #require(scaling.activities.first)
        activity.status = status
        let message = try messages.notification(type, of: activity)
        let expected = try Self.message(fixture)
        // Captures from before 2021 lack these two.
        let newer: Set<String> = expected["Origin"] == nil ? [".Origin: text", ".Destination: text"] : []
        #expect(
            Self.shape(message).subtracting(newer)
                == Self.shape(expected).filter { !$0.hasPrefix(".Details.InvokingAlarms") }
        )
        for name in ["Event", "Service", "Progress", "StatusCode", "AccountId"] {
            #expect(message[name] == expected[name], "\(name)")
        }
        #expect(message["ActivityId"] == message["RequestId"])
    }

    @Test func `about a launch say what happened and when`() throws {
        let activity = try #require(scaling.activities.first)
        let message = try messages.notification(.launch, of: activity)
        let id = try scaling.instances()[0]
        #expect(message["EC2InstanceId"] == .text(id))
        #expect(message["Description"] == .text("Launching a new EC2 instance: \(id)"))
        #expect(message["StartTime"] == "2026-01-15T12:00:00.000Z")
        #expect(message["EndTime"] == "2026-01-15T12:00:01.000Z")
        #expect(message["Origin"] == "EC2")
        #expect(message["Destination"] == "AutoScalingGroup")
        #expect(message["AutoScalingGroupARN"] == .text(try scaling.group().arn))
        #expect(
            NotificationType.launch.subject(of: "web") == "Auto Scaling: launch for group \"web\""
        )
        #expect(
            NotificationType.launch.subject(of: String(repeating: "w", count: 255)).count == 100
        )
    }

    @Test func `that are tests have the members that AWS's have, and no others`() throws {
        let message = try messages.test(requestID: "8b1d7c02-1f2e-11f1-9d2b-0242ac120002")
        #expect(try Self.shape(message) == Self.shape(Self.message("test-notification")))
        #expect(message["Event"] == "autoscaling:TEST_NOTIFICATION")
    }

    @Test(arguments: [
        ("lifecycle-launching", LifecycleTransition.launching),
        ("lifecycle-terminating", .terminating),
    ])
    func `about instances that wait have the members that AWS's have`(
        fixture: String,
        transition: LifecycleTransition
    ) throws {
        let expected = try Self.message(fixture)
        var hook = LifecycleHook(name: "snap-on-launch", transition: transition)
        hook.metadata = expected["NotificationMetadata"]?.text
        let action = LifecycleAction(hook, token: "t", at: scaling.cloud.cloud.clock.now)
        let message = try messages.lifecycle(action, instanceID: "i-1", requestID: "r")
        #expect(Self.shape(message) == Self.shape(expected))
        for name in ["LifecycleTransition", "Origin", "Destination", "Service"] {
            #expect(message[name] == expected[name], "\(name)")
        }
    }

    @Test(arguments: [
        ("eventbridge-launch", NotificationType.launch, Activity.Status.successful),
        ("eventbridge-launch-unsuccessful", .launchError, .failed),
        ("eventbridge-terminate", .terminate, .successful),
    ])
    func `on the bus have the members that AWS's have, and say where from and where to`(
        fixture: String,
        type: NotificationType,
        status: Activity.Status
    ) throws {
        var activity = try #require(scaling.activities.first)
        activity.status = status
        let arn = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"
        let event = try messages.event(type, of: activity, instanceARN: type == .launchError ? nil : arn)
        let expected = try Self.fixture(fixture)
        #expect(event.detailType == expected["detail-type"]?.text)
        #expect(event.resources.count == expected["resources"]?.list?.count)
        let detail = try #require(expected["detail"])
        #expect(
            Self.shape(event.detail) == Self.shape(detail).union([".Origin: text", ".Destination: text"])
        )
        #expect(event.detail["StatusCode"] == detail["StatusCode"])
    }

    @Test func `on the bus about instances that wait have the members that AWS's have`() throws {
        let expected = try Self.fixture("eventbridge-lifecycle")
        var hook = LifecycleHook(name: "snap-on-launch", transition: .launching)
        hook.metadata = "m"
        let action = LifecycleAction(hook, token: "t", at: scaling.cloud.cloud.clock.now)
        let event = try messages.event(of: action, instanceID: "i-1")
        #expect(event.detailType == expected["detail-type"]?.text)
        #expect(event.resources.count == 1)
        #expect(Self.shape(event.detail) == Self.shape(try #require(expected["detail"])))
    }
}
