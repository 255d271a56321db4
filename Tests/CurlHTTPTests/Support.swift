import CurlHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import Platform
import Testing

/// A request to that server.
func request(
    _ method: HTTPRequest.Method = .get,
    to server: LoopbackServer,
    _ path: String = "/"
) -> HTTPRequest {
    HTTPRequest(
        method: method,
        scheme: server.url.hasPrefix("https") ? "https" : "http",
        authority: server.authority,
        path: path
    )
}

extension TransferOptions {
    /// Limits that no busy machine passes by chance.
    static let patient = TransferOptions(connectTimeout: .seconds(50), totalTimeout: .seconds(50))

    /// These with one thing changed.
    func with<Value>(_ path: WritableKeyPath<TransferOptions, Value>, _ value: Value) -> TransferOptions {
        var options = self
        options[keyPath: path] = value
        return options
    }
}

extension HTTPTransport {
    /// Sends without hurry.
    func send(_ request: HTTPRequest, body: [UInt8] = []) async throws(TransportError) -> TransportResponse {
        try await send(request, body: body, options: .patient)
    }

    /// The error that sending ends with; recorded as a failure of the test when there is none.
    func failure(
        _ request: HTTPRequest,
        body: [UInt8] = [],
        options: TransferOptions = .patient,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TransportError {
        try await #require(
            throws: TransportError.self,
            sourceLocation: sourceLocation
        ) {
            _ = try await self.send(request, body: body, options: options)
        }
    }
}

/// The folder of the certificates.
let certificates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/tls")
    .standardized.path

extension TLSIdentity {
    /// The certificate of that name in the fixtures.
    init(_ name: String, newestVersion: Version = .tls13) {
        self.init(
            chain: "\(certificates)/\(name).pem",
            key: "\(certificates)/server.key",
            newestVersion: newestVersion
        )
    }
}

extension TransportConfiguration {
    /// Trusts the fixtures' authority and nobody else.
    static let trustingFixtures = TransportConfiguration(
        environment: ["AWS_CA_BUNDLE": "\(certificates)/authority.pem"]
    )
}

/// Waits until the condition holds; recorded as a failure of the test when it doesn't within ten seconds.
func eventually(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () -> Bool
) async throws {
    for _ in 0..<1_000 {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it didn't happen within ten seconds", sourceLocation: sourceLocation)
}
