package import CurlHTTP
internal import HTTPTypes
internal import Logging
internal import Platform
internal import SigV4

/// Makes calls of one service at one endpoint: encode, get credentials, sign, send, read the answer, and try again where
/// that helps and can't do harm.
///
/// What calls learn from each other lives here: the retry quota, the clock's error, the signing keys.
package final class ServiceCaller: Sendable {
    /// The service that is called.
    package let service: AWSService
    /// Where it is called.
    package let endpoint: ServiceEndpoint

    let credentials: (any CredentialsProvider)?
    let transport: HTTPTransport
    let settings: CallSettings
    let quota = RetryQuota()
    let clock: ServerClock
    let signer: RequestSigner

    /// A caller that signs with what the provider gives; without a provider it can make anonymous calls only.
    package init(
        service: AWSService,
        endpoint: ServiceEndpoint,
        credentials: (any CredentialsProvider)?,
        transport: HTTPTransport,
        settings: CallSettings = CallSettings()
    ) {
        self.service = service
        self.endpoint = endpoint
        self.credentials = credentials
        self.transport = transport
        self.settings = settings
        clock = ServerClock(settings.time)
        signer = RequestSigner(service: service, endpoint: endpoint, userAgent: settings.userAgent)
    }

    /// Makes the call and returns what `decode` makes of the answer's outermost element.
    ///
    /// - Parameters:
    ///   - deadline: the wall-clock moment by which the call must have ended. It is compared with the clock at each use.
    ///     Nothing is started that can't end before it.
    ///   - timeLimit: how long one attempt may take, where that is less than the settings allow.
    /// - Throws: what became of the last attempt; `.deadline` when time ran out before or between attempts.
    func call<Value>(
        _ request: QueryRequest,
        deadline: Timestamp?,
        timeLimit: Duration? = nil,
        decode: (XMLElement) throws(XMLProblem) -> Value
    ) async throws(AWSClientError) -> Value {
        var call = CallInProgress(
            operation: operation(of: request),
            idempotency: request.idempotency,
            timeLimit: timeLimit
        )
        while true {
            do throws(AttemptFailure) {
                let answer = try await attempt(request, of: call, deadline: deadline)
                let value = try read(answer, of: request, decode)
                quota.giveBack(call.lastRetryCost)
                return value
            } catch {
                try await prepareNextAttempt(of: &call, after: error, deadline: deadline)
            }
        }
    }

    /// `ec2:CreateSnapshot`, as errors and policies name it.
    func operation(of request: QueryRequest) -> String {
        joined(service.signingName, ":", request.action)
    }

    private func read<Value>(
        _ answer: Answer,
        of request: QueryRequest,
        _ decode: (XMLElement) throws(XMLProblem) -> Value
    ) throws(AttemptFailure) -> Value {
        do throws(AWSClientError) {
            return try answer.value(of: request.action, decode)
        } catch {
            throw AttemptFailure(error)
        }
    }
}
