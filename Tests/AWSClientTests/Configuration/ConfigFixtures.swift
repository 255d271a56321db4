import Foundation
import Platform

@testable import AWSClient

/// The folder of the fixtures that this half of the module is tested with.
let configFixtures = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/aws-config")

extension AWSConfiguration {
    /// The configuration of these variables and these files' text.
    static func of(
        _ environment: Environment,
        config: String = "",
        credentials: String = "",
        profile: String? = nil
    ) throws -> AWSConfiguration {
        try AWSConfiguration(
            environment: environment,
            explicitProfile: profile,
            files: SharedFiles(
                config: SharedConfigFile(parsing: Array(config.utf8), path: "config"),
                credentials: SharedConfigFile(parsing: Array(credentials.utf8), path: "credentials"),
                lookedAt: "config and credentials"
            )
        )
    }
}

/// Runs the body with a folder that is removed afterwards.
func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "aws-config-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
