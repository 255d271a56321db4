internal import CurlHTTP
internal import HTTPTypes
internal import Logging
internal import Platform

extension ServiceCaller {
    /// The least time in which an attempt is worth starting: about a round trip to the nearest region.
    private static let shortestAttempt: Duration = .milliseconds(50)

    /// Sends the request once, signed anew, and returns the answer if it is a success.
    func attempt(
        _ request: QueryRequest,
        of call: CallInProgress,
        deadline: Timestamp?
    ) async throws(AttemptFailure) -> Answer {
        _ = try timeLeft(for: call, deadline: deadline)
        let credentials = try await credentials(for: request, of: call, deadline: deadline)
        let signedAt = clock.now
        let head = try signed(request, of: call, credentials: credentials, at: signedAt)
        let options = try transferOptions(of: call, deadline: deadline)
        let response: TransportResponse
        do throws(TransportError) {
            response = try await transport.send(head, body: request.body, options: options)
        } catch {
            throw AttemptFailure(.transport(operation: call.operation, error))
        }
        let answer = Answer(
            operation: call.operation,
            response: response,
            isSecret: request.answerIsSecret,
            secrets: RequestSecrets(credentials?.credentials, head: head, others: request.secrets)
        )
        guard !answer.isSuccess else { return answer }
        var failure = AttemptFailure(answer.failure())
        failure.serverDelay = serverDelay(answer.fields, now: settings.time.now())
        failure.serverDate = answer.fields[.date].flatMap { Timestamp(httpDate: $0) }
        failure.signedAt = signedAt
        failure.credentials = credentials
        throw failure
    }

    /// Returns when it is time for the next attempt.
    ///
    /// - Throws: the failure, when there is to be no other attempt; `.deadline` around it, when there would be one had
    ///   there been time.
    func prepareNextAttempt(
        of call: inout CallInProgress,
        after failure: AttemptFailure,
        deadline: Timestamp?
    ) async throws(AWSClientError) {
        if try await remedy(failure, of: &call, deadline: deadline) == false {
            let delay = try delay(after: failure, of: &call)
            try await wait(delay, after: failure.error, of: call, deadline: deadline)
        }
        call.lastError = failure.error
        call.attempt += 1
    }

    /// Whether a cause of the failure was found and removed.
    private func remedy(
        _ failure: AttemptFailure,
        of call: inout CallInProgress,
        deadline: Timestamp?
    ) async throws(AWSClientError) -> Bool {
        guard call.attempt < settings.retryPolicy.maxAttempts,
            call.idempotency == .idempotent || !failure.error.mayHaveTakenEffect,
            let remedy = Remedy.of(failure, tried: call.remediesTried)
        else { return false }
        call.remediesTried.insert(remedy)
        switch remedy {
        case .correctClock:
            guard let serverDate = failure.serverDate else { return false }
            clock.correct(to: serverDate)
        case .renewCredentials:
            guard try await renewedCredentials(insteadOf: failure.credentials, by: deadline) else {
                return false
            }
        }
        settings.logger.info(
            "Attempt \(call.attempt + 1) of \(call.operation) follows, \(remedy.description): \(failure.error)."
        )
        return true
    }

    private func renewedCredentials(
        insteadOf refused: ResolvedCredentials?,
        by deadline: Timestamp?
    ) async throws(AWSClientError) -> Bool {
        guard let credentials, let refused else { return false }
        await credentials.invalidate(refused)
        do throws(CredentialsError) {
            return try await credentials.resolve(by: deadline).credentials != refused.credentials
        } catch {
            throw .credentials(error)
        }
    }

    private func delay(
        after failure: AttemptFailure,
        of call: inout CallInProgress
    ) throws(AWSClientError) -> Duration {
        let delay = settings.retryPolicy.delay(
            after: failure.error,
            attempt: call.attempt,
            idempotency: call.idempotency,
            serverDelay: failure.serverDelay,
            random: settings.random()
        )
        guard let delay, let cost = quota.take(for: FailureClass(of: failure.error)) else {
            throw failure.error
        }
        call.lastRetryCost = cost
        return delay
    }

    private func wait(
        _ delay: Duration,
        after error: AWSClientError,
        of call: CallInProgress,
        deadline: Timestamp?
    ) async throws(AWSClientError) {
        if let deadline, settings.time.now() + delay + Self.shortestAttempt > deadline {
            throw .deadline(operation: call.operation, last: error)
        }
        let shown = Duration.milliseconds(Int((delay / .milliseconds(1)).rounded()))
        settings.logger.info(
            "Attempt \(call.attempt + 1) of \(call.operation) follows in \(shown): \(error)."
        )
        do {
            try await settings.time.sleep(delay)
        } catch {
            throw .transport(operation: call.operation, cancelledBetweenAttempts)
        }
    }

    private var cancelledBetweenAttempts: TransportError {
        TransportError(
            kind: .cancelled,
            progress: .notSent,
            origin: "\(endpoint.scheme)://\(endpoint.authority)",
            code: 0,
            message: "the call was cancelled between two attempts"
        )
    }

    private func credentials(
        for request: QueryRequest,
        of call: CallInProgress,
        deadline: Timestamp?
    ) async throws(AttemptFailure) -> ResolvedCredentials? {
        guard request.signing == .signed else { return nil }
        guard let credentials else {
            throw AttemptFailure(
                .invalidCall(
                    operation: call.operation,
                    reason: "it needs credentials, and there is no provider"
                )
            )
        }
        do throws(CredentialsError) {
            return try await credentials.resolve(by: deadline)
        } catch {
            throw AttemptFailure(.credentials(error))
        }
    }

    private func signed(
        _ request: QueryRequest,
        of call: CallInProgress,
        credentials: ResolvedCredentials?,
        at date: Timestamp
    ) throws(AttemptFailure) -> HTTPRequest {
        do throws(AWSClientError) {
            return try signer.head(
                for: request,
                of: call,
                maxAttempts: settings.retryPolicy.maxAttempts,
                credentials: credentials?.credentials,
                at: date
            )
        } catch {
            throw AttemptFailure(error)
        }
    }

    /// The caller's limits, shortened to the call's own, to the time that is left, and to what leaves time for another
    /// attempt.
    private func transferOptions(
        of call: CallInProgress,
        deadline: Timestamp?
    ) throws(AttemptFailure) -> TransferOptions {
        var options = settings.transferOptions
        let timeLeft = try timeLeft(for: call, deadline: deadline)
        let ownLimit = settings.timeout(ofAttempt: call.attempt, call.idempotency, timeLeft: timeLeft)
        for limit in [timeLeft, ownLimit, call.timeLimit].compactMap(\.self) {
            options.totalTimeout = min(options.totalTimeout ?? limit, limit)
            options.connectTimeout = min(options.connectTimeout, limit)
        }
        return options
    }

    /// The time until the deadline; nil when there is none.
    private func timeLeft(
        for call: CallInProgress,
        deadline: Timestamp?
    ) throws(AttemptFailure) -> Duration? {
        guard let deadline else { return nil }
        let timeLeft = deadline - settings.time.now()
        guard timeLeft >= Self.shortestAttempt else {
            throw AttemptFailure(.deadline(operation: call.operation, last: call.lastError))
        }
        return timeLeft
    }
}
