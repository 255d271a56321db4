internal import CurlHTTP
internal import HTTPTypes
internal import Platform

/// Gets the credentials of a task's or pod's role from the endpoint that the container's environment names: in ECS, in
/// EKS with Pod Identity, and in Lambda with SnapStart.
struct ContainerProvider: CredentialsProvider {
    private static let relativeURI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    private static let fullURI = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
    private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
    /// Where a relative URI is relative to.
    private static let ecsHost = "http://169.254.170.2"
    private static let maxAttempts = 3

    let name = "container endpoint"
    private let environment: Environment
    private let request: MetadataRequest
    private let time: TimeSource

    /// - Parameter timeout: The limit of each attempt; two seconds is what the AWS SDKs allow.
    init(
        _ environment: Environment,
        transport: HTTPTransport,
        time: TimeSource,
        timeout: Duration = .seconds(2)
    ) {
        self.environment = environment
        request = MetadataRequest(transport: transport, timeout: timeout)
        self.time = time
    }

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        guard let uri else { throw .notConfigured(name, "\(Self.fullURI) is not set") }
        do throws(CredentialProblem) {
            let url = try url(uri)
            return try await credentials(from: url, fields: fields())
        } catch {
            throw .failed(name, error)
        }
    }

    private var uri: Setting? {
        if let path = environment[Self.relativeURI] {
            return Setting(value: Self.ecsHost + path, origin: Self.relativeURI)
        }
        return environment[Self.fullURI].map { Setting(value: $0, origin: Self.fullURI) }
    }

    private func url(_ uri: Setting) throws(CredentialProblem) -> EndpointURL {
        let url: EndpointURL
        do {
            url = try EndpointURL(uri, allowingQuery: true)
        } catch {
            throw CredentialProblem("\(error.setting): \(error.problem)")
        }
        guard url.scheme == "https" || ContainerHosts.mayUsePlainHTTP(url.host) else {
            throw CredentialProblem(
                "\(uri.origin): \(quoted(url.host)) is not one of the hosts that a token may be sent to over http:"
                    + " \(ContainerHosts.description)"
            )
        }
        return url
    }

    /// Read anew each time: the token in the file is replaced before it expires.
    private func fields() throws(CredentialProblem) -> HTTPFields {
        var fields: HTTPFields = [.accept: "application/json"]
        guard let token = try authorizationToken() else { return fields }
        guard token.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw CredentialProblem(
                "\(token.origin) has a line break or another character that no header field has"
            )
        }
        fields[.authorization] = token.value
        return fields
    }

    private func authorizationToken() throws(CredentialProblem) -> Setting? {
        guard let path = environment[Self.tokenFile] else {
            return environment[Self.token].map { Setting(value: $0, origin: Self.token) }
        }
        do throws(FileError) {
            let content = try readFile(path, limit: 65_536)
            return Setting(value: String(decoding: content, as: UTF8.self), origin: Self.tokenFile)
        } catch {
            throw CredentialProblem("\(Self.tokenFile): \(error)")
        }
    }

    private func credentials(
        from url: EndpointURL,
        fields: HTTPFields
    ) async throws(CredentialProblem) -> ResolvedCredentials {
        var attempt = 1
        while true {
            do throws(AttemptProblem) {
                return try await credentialsOnce(from: url, fields: fields)
            } catch {
                if error.isFinal { throw error.problem }
                if attempt == Self.maxAttempts {
                    throw CredentialProblem("after \(attempt) attempts, \(error.problem.reason)")
                }
                do { try await time.sleep(.seconds(1)) } catch _ {
                    throw CredentialProblem("it was cancelled")
                }
                attempt += 1
            }
        }
    }

    private func credentialsOnce(
        from url: EndpointURL,
        fields: HTTPFields
    ) async throws(AttemptProblem) -> ResolvedCredentials {
        let response: TransportResponse
        do {
            response = try await request.send(.get, url, fields: fields)
        } catch {
            throw AttemptProblem(CredentialProblem(error.description))
        }
        guard response.status == .ok else { throw refusal(response, fields) }
        do throws(CredentialProblem) {
            return try CredentialDocument(response.body).credentials(token: .token)
        } catch {
            throw AttemptProblem(error)
        }
    }

    /// A refusal stays one, unless it says "too often".
    private func refusal(_ response: TransportResponse, _ fields: HTTPFields) -> AttemptProblem {
        let status = response.status
        let redaction = Redaction([fields[.authorization]].compactMap(\.self))
        let text = (try? CredentialDocument(response.body))?.errorText(redaction)
        return AttemptProblem(
            CredentialProblem("it answered HTTP \(status.code)" + (text.map { ": \($0)" } ?? "")),
            isFinal: status.kind == .clientError && status != .tooManyRequests
        )
    }
}

/// Why an attempt brought no credentials.
private struct AttemptProblem: Error {
    let problem: CredentialProblem
    /// Whether another attempt would end so too.
    let isFinal: Bool

    init(_ problem: CredentialProblem, isFinal: Bool = false) {
        self.problem = problem
        self.isFinal = isFinal
    }
}
