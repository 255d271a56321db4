import Foundation
import Logging
import SigV4
import Testing

@testable import LocalAWS

/// The function as it is built, in an execution environment, against the emulator.
@Suite(
    .enabled(if: Clone.bootstrap != nil, "needs the function: swift build --product bootstrap"),
    .timeLimit(.minutes(2))
)
struct `The real bootstrap` {
    private static let instance = "i-0a1b2c3d4e5f60718"

    /// Runs it on one event after another, in a cloud that holds the instance.
    private func run(
        _ events: [String],
        volumes: Int = 2,
        _ check: ([InvocationResult], Cloud) throws -> Void
    ) async throws {
        let bootstrap = try #require(Clone.bootstrap)
        let configuration = EmulatorConfiguration(region: "eu-west-1")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await withEmulator(configuration, logger: logger) { emulator in
            try emulator.cloud.addInstance(id: Self.instance, volumes: volumes)
            let function = FunctionConfiguration(
                bootstrap: bootstrap,
                credentials: Credentials(accessKeyID: "test", secretAccessKey: "test"),
                region: "eu-west-1",
                timeout: .seconds(60),
                endpointURL: emulator.url
            )
            let results = try await withExecutionEnvironment(function) { environment in
                var results: [InvocationResult] = []
                for event in events {
                    results.append(try await environment.invoke(event: try Clone.event(event)))
                }
                return results
            }
            try check(results, emulator.cloud)
        }
    }

    private func descriptions(_ cloud: Cloud) -> Set<String> {
        Set(cloud.snapshots().map(\.description))
    }

    private func expectedDescriptions(_ cloud: Cloud) -> Set<String> {
        Set(cloud.volumes(attachedTo: Self.instance).map { "Autosnap-\(Self.instance)-\($0.id)" })
    }

    @Test(arguments: ["launch", "sqs-launch", "sqs-launch-raw", "eventbridge-launch"], [1, 2, 16])
    func `leaves a snapshot of every volume and the tag after a launch`(
        event: String,
        volumes: Int
    ) async throws {
        try await run([event], volumes: volumes) { results, cloud in
            let result = try #require(results.first)
            #expect(result.functionError == nil, "\(result.logLines)")
            #expect(cloud.snapshots().count == volumes)
            #expect(descriptions(cloud) == expectedDescriptions(cloud))
            #expect(cloud.tags(of: Self.instance).map { "\($0.key)=\($0.value)" } == ["Snapshots=Created"])
        }
    }

    @Test func `changes nothing when the event is delivered again`() async throws {
        try await run(["launch", "launch", "launch"]) { results, cloud in
            #expect(results.allSatisfy { $0.functionError == nil })
            #expect(cloud.snapshots().count == 2)
            #expect(results.dropFirst().allSatisfy { $0.figures.initDuration == nil })
        }
    }

    @Test(arguments: ["test-notification", "terminate", "launch-error", "foreign-text", "console-test-empty"])
    func `does nothing about an event that is no launch, and succeeds`(event: String) async throws {
        try await run([event]) { results, cloud in
            #expect(results.first?.functionError == nil)
            #expect(cloud.snapshots().isEmpty)
            #expect(cloud.tags(of: Self.instance).isEmpty)
        }
    }

    @Test func `fails without a tag when the instance doesn't exist`() async throws {
        try await run(["launch-2012"]) { results, cloud in
            #expect(results.first?.functionError == "Unhandled")
            #expect(cloud.snapshots().isEmpty)
        }
    }
}
