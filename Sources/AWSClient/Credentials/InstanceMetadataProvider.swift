internal import CurlHTTP
internal import HTTPTypes
internal import JSON
internal import Platform

/// Gets the credentials of the EC2 instance's role from the instance metadata service, version 2: a session token is
/// asked for first, and sent along.
struct InstanceMetadataProvider: CredentialsProvider {
    private static let tokenPath = "/latest/api/token"
    private static let rolePath = "/latest/meta-data/iam/security-credentials/"
    private static let tokenLifetime = "21600"
    /// Answers to the request for a token that tell of a service which knows none.
    private static let noTokenStatuses = [403, 404, 405]

    let name = "instance metadata"
    private let reader: SettingReader
    private let transport: HTTPTransport
    private let time: TimeSource

    init(_ reader: SettingReader, transport: HTTPTransport, time: TimeSource) {
        self.reader = reader
        self.transport = transport
        self.time = time
    }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        let settings: InstanceMetadataSettings
        do {
            settings = try InstanceMetadataSettings(reader)
        } catch {
            throw .failed(name, error)
        }
        if settings.isDisabled { throw .notConfigured(name, "AWS_EC2_METADATA_DISABLED is true") }
        let token = try await token(settings)
        let role = try await role(settings, token)
        return try await credentials(of: role, settings, token)
    }

    /// A session token; nil when the service has none and may be asked without.
    private func token(_ settings: InstanceMetadataSettings) async throws(CredentialsError) -> String? {
        let fields: HTTPFields = [.tokenLifetime: Self.tokenLifetime]
        let response = try await send(.put, Self.tokenPath, fields, settings)
        let status = response.status.code
        if status == 200 {
            let token = String(decoding: response.body, as: UTF8.self)
            guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw .failed(name, "it answered the request for a session token with none")
            }
            return token
        }
        guard Self.noTokenStatuses.contains(status) else {
            throw .failed(name, "it answered the request for a session token with HTTP \(status)")
        }
        guard settings.allowsVersion1 else {
            throw .failed(
                name,
                "it has no session tokens (HTTP \(status)), and version 1, which needs none, is disabled"
            )
        }
        return nil
    }

    /// The name of the instance's role.
    private func role(
        _ settings: InstanceMetadataSettings,
        _ token: String?
    ) async throws(CredentialsError) -> String {
        let response = try await send(.get, Self.rolePath, Self.fields(token), settings)
        switch response.status.code {
        case 200: break
        case 404: throw .notConfigured(name, "the instance has no role")
        case let status:
            throw .failed(name, "it answered the question for the instance's role with HTTP \(status)")
        }
        let text = String(decoding: response.body, as: UTF8.self)
        let role = trimmed(text.prefix { !$0.isNewline })
        guard !role.isEmpty, role.utf8.allSatisfy({ $0.isASCIILetterOrDigit || "_+=,.@-".utf8.contains($0) })
        else {
            throw .failed(name, "it answered the question for the instance's role with something else")
        }
        return String(role)
    }

    private func credentials(
        of role: String,
        _ settings: InstanceMetadataSettings,
        _ token: String?
    ) async throws(CredentialsError) -> ResolvedCredentials {
        let response = try await send(.get, Self.rolePath + role, Self.fields(token), settings)
        guard response.status == .ok else {
            throw .failed(name, "it answered HTTP \(response.status.code) for role \(role)")
        }
        do throws(CredentialProblem) {
            let document = try CredentialDocument(response.body)
            if let code = document.json["Code"]?.stringValue, code != "Success" {
                let text = document.errorText(Redaction([token].compactMap(\.self)))
                throw CredentialProblem("role \(role) has no credentials: \(text ?? code)")
            }
            return extended(try document.credentials(token: .token))
        } catch {
            throw .failed(name, error)
        }
    }

    /// The service hands out the old credentials while it has trouble getting new ones, and services go on taking
    /// these; so they are used a while longer, and asked for again after that.
    private func extended(_ resolved: ResolvedCredentials) -> ResolvedCredentials {
        let earliestEnd = time.now() + .seconds(20 * 60)
        guard let expiration = resolved.expiration, expiration < earliestEnd else { return resolved }
        return ResolvedCredentials(resolved.credentials, expiration: earliestEnd)
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields,
        _ settings: InstanceMetadataSettings
    ) async throws(CredentialsError) -> TransportResponse {
        let request = MetadataRequest(transport: transport, timeout: settings.timeout)
        let prefix =
            settings.endpoint.path.hasSuffix("/")
            ? settings.endpoint.path.dropLast() : settings.endpoint.path[...]
        var attempt = 1
        while true {
            do {
                return try await request.send(method, settings.endpoint, path: prefix + path, fields: fields)
            } catch {
                guard attempt < settings.maxAttempts else { throw unreachable(error) }
                attempt += 1
            }
        }
    }

    /// Nothing is known to be configured wrongly: a program that isn't on an instance ends up here.
    private func unreachable(_ error: TransportError) -> CredentialsError {
        .notConfigured(
            name,
            "\(error) (this isn't an EC2 instance, or a container on one whose hop limit is 1)"
        )
    }

    private static func fields(_ token: String?) -> HTTPFields {
        guard let token else { return [:] }
        return [.token: token]
    }
}

extension HTTPField.Name {
    /// How many seconds a session token shall be good for.
    fileprivate static let tokenLifetime = Self(staticName: "x-aws-ec2-metadata-token-ttl-seconds")
    /// The session token.
    fileprivate static let token = Self(staticName: "x-aws-ec2-metadata-token")
}
