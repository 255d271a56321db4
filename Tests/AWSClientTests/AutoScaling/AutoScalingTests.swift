import LoopbackServer
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A lifecycle action` {
    private let action = LifecycleAction(hookName: "h k", groupName: "g", subject: .token("t-1"))

    private static func done(_ action: String) -> Reply {
        .response(
            200,
            body:
                "<\(action)Response xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\"><\(action)Result/>"
                + "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></\(action)Response>"
        )
    }

    @Test func `is completed by its token or its instance`() async throws {
        let reply = Self.done("CompleteLifecycleAction")
        let fake = try FakeService(.autoScaling, replies: [reply, reply])
        try await fake.autoScaling.completeLifecycleAction(action, result: .continue)
        try await fake.autoScaling.completeLifecycleAction(
            LifecycleAction(hookName: "h", groupName: "g", subject: .instance("i-0123456789abcdef0")),
            result: .abandon
        )
        #expect(
            fake.forms == [
                "Action=CompleteLifecycleAction&Version=2011-01-01&LifecycleHookName=h%20k&AutoScalingGroupName=g"
                    + "&LifecycleActionToken=t-1&LifecycleActionResult=CONTINUE",
                "Action=CompleteLifecycleAction&Version=2011-01-01&LifecycleHookName=h&AutoScalingGroupName=g"
                    + "&InstanceId=i-0123456789abcdef0&LifecycleActionResult=ABANDON",
            ]
        )
    }

    @Test func `is kept waiting by a heartbeat, which may be repeated`() async throws {
        let fake = try FakeService(
            .autoScaling,
            replies: [.refusal("InternalFailure", 500), Self.done("RecordLifecycleActionHeartbeat")]
        )
        try await fake.autoScaling.recordLifecycleActionHeartbeat(action)
        #expect(
            fake.forms.last
                == "Action=RecordLifecycleActionHeartbeat&Version=2011-01-01&LifecycleHookName=h%20k"
                + "&AutoScalingGroupName=g&LifecycleActionToken=t-1"
        )
        #expect(fake.requests.count == 2)
    }

    @Test(arguments: [
        LifecycleAction(hookName: "", groupName: "g", subject: .token("t")),
        LifecycleAction(hookName: "h", groupName: "", subject: .token("t")),
        LifecycleAction(hookName: "h", groupName: "g", subject: .token("")),
        LifecycleAction(hookName: "h", groupName: "g", subject: .instance("")),
    ])
    func `that isn't fully named is never sent`(action: LifecycleAction) async throws {
        let fake = try FakeService(.autoScaling, replies: [])
        let error = await failure { () throws(AWSClientError) in
            try await fake.autoScaling.completeLifecycleAction(action, result: .continue)
        }
        guard case .invalidCall("autoscaling:CompleteLifecycleAction", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fake.requests.isEmpty)
    }
}
