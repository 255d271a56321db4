import CurlHTTP
import Foundation
import LoopbackServer
import Platform
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A connection opened ahead` {
    private static let certificates = URL(filePath: #filePath)
        .appending(path: "../../../../Fixtures/tls").standardized.path

    private static let tags = [Tag(key: "Snapshots", value: "Created")]
    private static let instance = "i-0123456789abcdef0"

    private static func server(
        _ certificate: String,
        distance: Duration = .zero,
        _ answer: @escaping @Sendable (ReceivedRequest) -> Reply
    ) throws -> LoopbackServer {
        let identity = TLSIdentity(
            chain: "\(certificates)/\(certificate).pem",
            key: "\(certificates)/server.key"
        )
        return try LoopbackServer(tls: identity, distance: distance, answer)
    }

    private static func caller(of server: LoopbackServer) -> ServiceCaller {
        ServiceCaller(
            service: .ec2,
            endpoint: ServiceEndpoint(
                scheme: server.url.hasPrefix("https") ? "https" : "http",
                authority: server.authority,
                path: "/",
                signingRegion: "eu-west-1"
            ),
            credentials: FakeProvider(.success(.long)),
            transport: HTTPTransport(
                TransportConfiguration(environment: ["AWS_CA_BUNDLE": "\(certificates)/authority.pem"])
            ),
            settings: CallSettings(userAgent: "test/1")
        )
    }

    private static func answer(_ request: ReceivedRequest) -> Reply {
        guard request.method == "POST" else { return .response(404) }
        return .response(200, body: "<CreateTagsResponse><return>true</return></CreateTagsResponse>")
    }

    @Test func `is the one that the first call is sent on, whatever was answered`() async throws {
        let server = try Self.server("good", Self.answer)
        let caller = Self.caller(of: server)
        try await caller.openConnection()
        let ping = try #require(server.requests.first)
        #expect(ping.method == "GET")
        #expect(ping.target == "/ping")
        #expect(ping[field: "authorization"] == nil)
        #expect(ping[field: "user-agent"] == "test/1")
        try await EC2Client(caller).createTags(Self.tags, resourceIDs: [Self.instance])
        #expect(server.requests.map(\.connection) == [1, 1])
    }

    /// Side by side: a session of TLS 1.3 isn't resumed any more once one handshake that resumes it has ended.
    @Test func `leaves a session that other connections resume side by side`() async throws {
        let server = try Self.server("good", distance: .milliseconds(50)) {
            Self.answer($0).delayed(by: .milliseconds(200))
        }
        let caller = Self.caller(of: server)
        try await caller.openConnection()
        let ec2 = EC2Client(caller)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { try await ec2.createTags(Self.tags, resourceIDs: [Self.instance]) }
            }
            try await group.waitForAll()
        }
        let byConnection = Dictionary(grouping: server.requests, by: \.connection)
        #expect(byConnection.count == 3)
        #expect(byConnection[1]?.count == 2)
        let others = server.requests.filter { $0.connection > 1 }
        #expect(others.map(\.isResumed) == [true, true])
    }

    @Test func `is not opened to an endpoint without TLS`() async throws {
        let server = try LoopbackServer(Self.answer)
        try await Self.caller(of: server).openConnection()
        #expect(server.connectionCount == 0)
    }

    @Test func `is none to a server that can't be trusted`() async throws {
        let server = try Self.server("untrusted", Self.answer)
        let error = await #expect(throws: TransportError.self) {
            try await Self.caller(of: server).openConnection()
        }
        #expect(error?.kind == .certificate)
        #expect(server.requests.isEmpty)
    }

    @Test func `isn't waited for when nobody answers`() async throws {
        let server = try Self.server("good") { _ in .response(200).delayed(by: .seconds(300)) }
        let error = await #expect(throws: TransportError.self) {
            try await Self.caller(of: server).openConnection()
        }
        #expect(error?.kind == .timeout)
    }
}
