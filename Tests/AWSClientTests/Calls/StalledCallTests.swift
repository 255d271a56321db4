import CurlHTTP
import Foundation
import Logging
import LoopbackServer
import Platform
import Testing

@testable import AWSClient

/// Servers that take a request and never answer.
@Suite(.timeLimit(.minutes(1))) struct `A server that stalls` {
    private static let stalled = Reply([.pause(.seconds(50)), .close])
    private let transport = HTTPTransport()
    private let time = TimeSource.system

    private func caller(of ec2: LoopbackServer, _ credentials: any CredentialsProvider) -> ServiceCaller {
        ServiceCaller(
            service: .ec2,
            endpoint: ServiceEndpoint(
                scheme: "http",
                authority: ec2.authority,
                path: "/",
                signingRegion: "eu-west-1"
            ),
            credentials: credentials,
            transport: transport,
            settings: CallSettings(random: { 0 })
        )
    }

    private func describe(_ ec2: EC2Client, within limit: Duration) async -> AWSClientError? {
        await failure { () throws(AWSClientError) in
            try await ec2.describeVolumes(filters: attached, deadline: time.now() + limit)
        }
    }

    @Test func `leaves time to ask again whatever may be asked twice`() async throws {
        let count = Lock(0)
        let server = try LoopbackServer { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            let volumes = try? Reply.volumes
            return number == 1 ? Self.stalled : volumes ?? .response(500)
        }
        let ec2 = EC2Client(caller(of: server, StaticCredentials(.long)))
        #expect(await describe(ec2, within: .seconds(8)) == nil)
        #expect(server.requests.count == 2)
    }

    @Test func `has all the time there is for what can't be asked twice`() async throws {
        let snapshot = try Reply.snapshot
        let server = try LoopbackServer { _ in snapshot.delayed(by: .seconds(6)) }
        let made = try await EC2Client(caller(of: server, StaticCredentials(.long))).createSnapshot(
            volumeID: "vol-0aaaaaaaaaaaaaaa1",
            description: "",
            tags: [],
            deadline: time.now() + .seconds(40)
        )
        #expect(made.id.hasPrefix("snap-"))
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["container endpoint", "role of profile 'app'"])
    func `with the credentials ends the call at its deadline, and is named`(provider: String) async throws {
        let stalling = try LoopbackServer { _ in Self.stalled }
        let ec2 = try LoopbackServer { _ in .response(418) }
        let error = try await withTemporaryFolder { folder in
            let config = """
                [profile app]
                role_arn = arn:aws:iam::123456789012:role/app
                source_profile = keys
                [profile keys]
                aws_access_key_id = AKIDKEYS
                aws_secret_access_key = SECRET
                """
            try Data(config.utf8).write(to: folder.appending(path: "config"))
            var environment = [
                "AWS_CONFIG_FILE": folder.appending(path: "config").path,
                "AWS_SHARED_CREDENTIALS_FILE": folder.appending(path: "none").path,
                "AWS_REGION": "eu-west-1",
            ]
            if provider == "container endpoint" {
                environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = stalling.url
            } else {
                environment["AWS_PROFILE"] = "app"
                environment["AWS_ENDPOINT_URL_STS"] = stalling.url
            }
            let configuration = try AWSConfiguration.resolve(environment: Environment(environment))
            let credentials = configuration.credentialsProvider(transport: transport)
            return await describe(EC2Client(caller(of: ec2, credentials)), within: .seconds(1))
        }
        let refusal = CredentialsError.Refusal(
            provider: provider,
            reason: "it had not answered when the call's time was up",
            isFailure: true
        )
        #expect(error == .credentials(CredentialsError([refusal])))
        #expect(stalling.requests.count == 1)
        #expect(ec2.requests.isEmpty)
    }
}
