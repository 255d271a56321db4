import Foundation
import HTTPTypes
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A request to a service` {
    /// - Throws: `VerificationError` when AWS would not accept the signature.
    private func verify(_ request: ReceivedRequest, service: String = "ec2", at now: Timestamp) throws {
        var head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: request[field: "host"],
            path: request.target
        )
        for field in request.fields {
            head.headerFields.append(
                HTTPField(name: try #require(HTTPField.Name(field.name)), value: field.value)
            )
        }
        try Verifier(service: service, region: "eu-west-1").verify(
            ReceivedSignature(of: head),
            of: head,
            payload: .bytes(request.body),
            secretAccessKey: exampleSecret,
            at: now
        )
    }

    @Test(arguments: [ResolvedCredentials.long, .session])
    func `is signed so that AWS accepts it`(credentials: ResolvedCredentials) async throws {
        let fake = try FakeService(credentials: FakeProvider(.success(credentials)), replies: [.snapshot])
        _ = try await fake.ec2.createSnapshot(
            volumeID: "vol-0aaaaaaaaaaaaaaa1",
            description: "boot (a/b) ~ü+%",
            tags: [Tag(key: "Größe", value: "ü 😀")]
        )
        let request = try #require(fake.requests.first)
        try verify(request, at: fake.time.now)
        #expect(request[field: "x-amz-security-token"] == credentials.credentials.sessionToken)
    }

    @Test func `has the header fields of the SDKs, and its user agent isn't signed`() async throws {
        let fake = try FakeService(replies: [.volumes])
        _ = try await fake.ec2.describeVolumes(filters: attached)
        let request = try #require(fake.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/")
        #expect(request[field: "host"] == fake.authority)
        #expect(request[field: "content-type"] == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(request[field: "content-length"] == String(request.body.count))
        #expect(request[field: "user-agent"] == "test/1")
        #expect(request[field: "amz-sdk-request"] == "attempt=1; max=3")
        #expect(request[field: "x-amz-date"] == "20260115T120000Z")
        #expect(UUID(uuidString: request[field: "amz-sdk-invocation-id"] ?? "") != nil)
        #expect(request[field: "expect"] == nil)
        let names = request.fields.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            request[field: "authorization"]?.contains("content-type;host;x-amz-date") == true
                || request[field: "authorization"]?.contains("content-type;host;") == true
        )
        #expect(request[field: "authorization"]?.contains("user-agent") == false)
    }

    @Test func `goes to the endpoint's path`() async throws {
        let fake = try FakeService(path: "/some/prefix", replies: [.volumes])
        _ = try await fake.ec2.describeVolumes(filters: attached)
        let request = try #require(fake.requests.first)
        #expect(request.target == "/some/prefix")
        try verify(request, at: fake.time.now)
    }

    @Test func `is signed anew for each attempt and tells that it is the same call`() async throws {
        let fake = try FakeService(replies: [.throttled, .throttled, .volumes, .volumes])
        _ = try await fake.ec2.describeVolumes(filters: attached)
        _ = try await fake.ec2.describeVolumes(filters: attached)
        let requests = fake.requests
        #expect(
            requests.map { $0[field: "amz-sdk-request"] }
                == ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3", "attempt=1; max=3"]
        )
        let invocations = requests.map { $0[field: "amz-sdk-invocation-id"] }
        #expect(Set(invocations[..<3]).count == 1)
        #expect(invocations[3] != invocations[0])
        // Half a second and a second pass between the attempts.
        #expect(
            requests.map { $0[field: "x-amz-date"] }
                == ["20260115T120000Z", "20260115T120000Z", "20260115T120001Z", "20260115T120001Z"]
        )
        for request in requests { try verify(request, at: fake.time.now) }
    }

    @Test func `is signed for the service's own name`() async throws {
        let fake = try FakeService(
            .autoScaling,
            replies: [.response(200, body: "<RecordLifecycleActionHeartbeatResponse/>")]
        )
        try await fake.autoScaling.recordLifecycleActionHeartbeat(
            LifecycleAction(hookName: "h", groupName: "g", subject: .token("t"))
        )
        try verify(try #require(fake.requests.first), service: "autoscaling", at: fake.time.now)
    }

    @Test func `can't be made from keys that can't be signed with, and shows none of them`() async throws {
        let keys = Credentials(accessKeyID: "AKID\nX", secretAccessKey: "secret")
        let fake = try FakeService(
            credentials: FakeProvider(.success(ResolvedCredentials(keys))),
            replies: []
        )
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached)
        }
        guard case .invalidCall(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("access key ID"))
        #expect(!reason.contains("AKID"))
    }
}
