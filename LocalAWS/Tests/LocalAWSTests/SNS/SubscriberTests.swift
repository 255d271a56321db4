import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import Testing

@testable import LocalAWS

/// What came to a subscriber over HTTP.
private final class Subscriber: Sendable {
    struct Post: Sendable {
        let kind: String
        let fields: HTTPFields
        let body: Document
    }

    private let state = Mutex((posts: [Post](), statuses: [Int]()))

    init(statuses: [Int] = []) {
        state.withLock { $0.statuses = statuses }
    }

    var posts: [Post] { state.withLock { $0.posts } }

    func respond(to request: Request) async -> Response {
        let buffer = try? await request.body.collect(upTo: 1_048_576)
        let text = String(decoding: Array((buffer ?? ByteBuffer()).readableBytesView), as: UTF8.self)
        let body = (try? Document(json: text)) ?? .text(text)
        let kind = HTTPField.Name("x-amz-sns-message-type").flatMap { request.headers[$0] }
        let status = state.withLock { state in
            state.posts.append(Post(kind: kind ?? "", fields: request.headers, body: body))
            return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
        }
        return Response(status: HTTPResponse.Status(code: status), headers: [.contentLength: "0"])
    }

    /// Waits until there are that many posts.
    func posts(_ count: Int) async throws -> [Post] {
        for _ in 0..<500 {
            if posts.count >= count { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        try #require(posts.count >= count)
        return posts
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A subscriber over HTTP` {
    private func withSubscriber(
        statuses: [Int] = [],
        _ body: (TestCloud, Subscriber, String) async throws -> Void
    ) async throws {
        let cloud = try TestCloud()
        let subscriber = Subscriber(statuses: statuses)
        let server = HTTPServer(host: "127.0.0.1", port: 0) { request, _ in
            await subscriber.respond(to: request)
        }
        try await server.whileRunning { port in
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await CloudDriver(cloud: cloud.cloud).run() }
                try await body(cloud, subscriber, "http://127.0.0.1:\(port)/hook")
                group.cancelAll()
            }
        }
    }

    private func confirm(_ cloud: TestCloud, _ question: Subscriber.Post) throws {
        let token = try #require(question.body["Token"]?.text)
        let reply = try cloud.sns("ConfirmSubscription", ["TopicArn": TestCloud.topicARN, "Token": token])
        try #require(reply.status == 200, "\(reply.body)")
    }

    @Test func `is asked, agrees, and gets messages`() async throws {
        try await withSubscriber { cloud, subscriber, url in
            try cloud.makeTopic()
            let arn = try cloud.subscribe("http", url)
            let question = try #require(try await subscriber.posts(1).first)
            #expect(question.kind == "SubscriptionConfirmation")
            #expect(question.body["Type"]?.text == "SubscriptionConfirmation")
            #expect(question.body["SubscribeURL"]?.text?.contains("Action=ConfirmSubscription") == true)
            _ = try cloud.publish("too early")
            try confirm(cloud, question)
            _ = try cloud.publish("hello", ["Subject": "s"])
            let post = try #require(try await subscriber.posts(2).last)
            #expect(post.kind == "Notification")
            #expect(post.body["Message"]?.text == "hello")
            #expect(post.fields[.contentType] == "text/plain; charset=UTF-8")
            let field = try #require(HTTPField.Name("x-amz-sns-subscription-arn"))
            #expect(post.fields[field] == arn)
        }
    }

    @Test func `that is busy is asked again later, and one that refuses isn't`() async throws {
        try await withSubscriber(statuses: [200, 503, 200, 403]) { cloud, subscriber, url in
            try cloud.makeTopic()
            let arn = try cloud.subscribe("http", url)
            try confirm(cloud, try #require(try await subscriber.posts(1).first))
            _ = try cloud.publish("busy")
            _ = try await subscriber.posts(2)
            try await settle(cloud)
            cloud.wait(.seconds(20))
            _ = try await subscriber.posts(3)
            try await settle(cloud)
            let dead = try await cloud.makeQueue(
                "dead",
                ["Policy": TestCloud.policy(for: TestCloud.topicARN)]
            )
            let policy = #"{"deadLetterTargetArn":"\#(TestCloud.queueARN("dead"))"}"#
            let set = try cloud.sns(
                "SetSubscriptionAttributes",
                ["SubscriptionArn": arn, "AttributeName": "RedrivePolicy", "AttributeValue": policy]
            )
            #expect(set.status == 200)
            _ = try cloud.publish("refused")
            _ = try await subscriber.posts(4)
            try await settle(cloud)
            #expect(try await cloud.receive(dead).count == 1)
            cloud.wait(.seconds(3_600))
            #expect(subscriber.posts.count == 4)
        }
    }

    @Test func `that isn't there any more is given up after the retries`() async throws {
        try await withSubscriber { cloud, subscriber, url in
            try cloud.makeTopic()
            _ = try cloud.subscribe("http", "http://127.0.0.1:1/")
            for _ in 0..<5 {
                try await settle(cloud)
                cloud.wait(.seconds(20))
            }
            #expect(cloud.cloud.snapshot().regions["eu-west-1"]?.sns.posts.isEmpty == true)
        }
    }

    /// Waits until nothing is on its way.
    private func settle(_ cloud: TestCloud) async throws {
        for _ in 0..<500 {
            if cloud.cloud.snapshot().regions["eu-west-1"]?.sns.posts.isEmpty ?? true { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("A post has not ended.")
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/a?b=c", "127.0.0.1", 8_080, "/a?b=c"),
        ("http://localhost", "localhost", 80, "/"), ("http://[::1]:81?x", "::1", 81, "/?x"),
        ("http://127.1.2.3/#top", "127.1.2.3", 80, "/"),
    ])
    func `has an address of this machine`(text: String, host: String, port: Int, path: String) throws {
        let url = try #require(LoopbackURL(text))
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.path == path)
    }

    @Test(arguments: [
        "http://10.0.0.1/", "http://127.0.0.1@example.org/", "http://localhost.example.org/",
        "http://127.0.0.1:0/", "http://127.0.0.1:x/", "http://[::2]/", "http://127.0.0.1/\r\nX: y",
        "ftp://127.0.0.1/", "http://127.0.0.256/", "http:///",
    ])
    func `has no other address`(text: String) {
        #expect(LoopbackURL(text) == nil)
    }
}
