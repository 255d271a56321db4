internal import HTTPTypes
internal import SigV4

/// Takes a request all the way: which service, who, which action, what comes out.
struct Dispatcher: Sendable {
    private let cloud: Cloud
    private let services = ServiceDirectory.all
    private let signatures: SignatureCheck

    init(cloud: Cloud) {
        self.cloud = cloud
        signatures = SignatureCheck(cloud: cloud)
    }

    /// The parameters that keep EC2 from describing everything there is.
    private static let narrowing = [
        "Filter", "MaxResults", "InstanceId", "VolumeId", "SnapshotId", "GroupId",
    ]

    /// The largest body to read for a request, judged by its head.
    func maximumBodyBytes(for intake: Intake) -> Int {
        intake.service(in: services)?.maximumBodyBytes ?? 1_048_576
    }

    /// The answer to a request whose body is longer than that.
    func refuseBody(of request: HTTPRequest, _ intake: Intake) -> Answer {
        let service = intake.service(in: services)
        var answer = Answer(requestID: cloud.nextRequestID(), service: service, head: request)
        answer.fail(.requestTooLarge(limitInBytes: maximumBodyBytes(for: intake)))
        return answer
    }

    /// How far a call has come.
    enum Progress {
        case answered(Answer)
        /// It has to wait for something.
        case waiting(WaitingCall)
    }

    /// The answer to a request. Nothing makes it throw: a refusal is an answer.
    func answer(_ request: ServiceRequest, _ intake: Intake) async -> Answer {
        switch begin(request, intake) {
        case .answered(let answer): answer
        case .waiting(let call): await call.finish()
        }
    }

    /// Goes as far as it goes without waiting, which with most actions is all the way.
    func begin(_ request: ServiceRequest, _ intake: Intake) -> Progress {
        let form = request.body.isEmpty ? Array(request.queryString.utf8) : request.body
        let service = intake.service(in: services, form: form)
        var answer = Answer(requestID: cloud.nextRequestID(), service: service, head: request.head)
        guard let service else {
            answer.fail(UnknownService(of: request, signedFor: intake.signingName))
            return .answered(answer)
        }
        do throws(ServiceError) {
            return try run(request, intake, on: service, &answer)
        } catch {
            answer.fail(error)
            return .answered(answer)
        }
    }

    private func run(
        _ request: ServiceRequest,
        _ intake: Intake,
        on service: Service,
        _ answer: inout Answer
    ) throws(ServiceError) -> Progress {
        guard let wire = WireProtocol.spoken(by: request.head, of: service.wires) else {
            throw ServiceError("UnknownOperationException", "The service doesn't speak this protocol.")
        }
        let decoder = CallDecoder(service: service, wire: wire)
        try decoder.checkMethod(of: request)
        let signed = try caller(of: request, intake, decoder)
        answer.caller = signed.caller.logName
        let plain = try request.inflated(atMost: service.maximumBodyBytes)
        let (action, parameters) = try decoder.decode(plain) { answer.actionName = $0 }
        answer.action = action
        let call = ActionCall(
            service: service,
            region: signed.region,
            caller: signed.caller,
            isDryRun: wire == .ec2 ? try parameters.boolean("DryRun") ?? false : false,
            endpointURL: request.head.authority.map { "http://\($0)" } ?? cloud.endpointURL
        )
        let disturbance = try cloud.disturbances.disturbance(
            of: call,
            action,
            at: cloud.clock.now,
            isBroad: !Self.narrowing.contains(where: parameters.has)
        )
        if disturbance == nil, case .immediate(let run) = action.run {
            answer.succeed(try run(parameters, call, cloud))
            return .answered(answer)
        }
        return .waiting(
            WaitingCall(answer: answer, disturbance: disturbance) { [cloud] () async throws(ServiceError) in
                switch action.run {
                case .immediate(let run): try run(parameters, call, cloud)
                case .waiting(let decode): try await decode(parameters)(call, cloud)
                }
            }
        )
    }
}

extension Dispatcher {
    private func caller(
        of request: ServiceRequest,
        _ intake: Intake,
        _ decoder: CallDecoder
    ) throws(ServiceError) -> SignatureCheck.Signed {
        if let unsigned = try unsigned(request, intake, decoder) { return unsigned }
        return try signatures.verify(request, intake, in: decoder.wire)
    }

    /// Whom a call without a signature is from, if its action is open to everybody: the account, since what the caller
    /// knows is all that counts then.
    private func unsigned(
        _ request: ServiceRequest,
        _ intake: Intake,
        _ decoder: CallDecoder
    ) throws(ServiceError) -> SignatureCheck.Signed? {
        guard case .failure(.missing) = intake.signature, decoder.wire == .query else { return nil }
        var name = ""
        let decoded = try? decoder.decode(request) { name = $0 }
        guard !decoder.service.absentOpenActions.contains(name) else { throw .invalidAction(name) }
        guard let (action, _) = decoded, !action.needsSignature else { return nil }
        return SignatureCheck.Signed(
            caller: Caller(accountID: cloud.accountID, principal: .root),
            region: cloud.defaultRegion
        )
    }
}

/// A call that has to wait for something, or is disturbed.
struct WaitingCall {
    fileprivate let answer: Answer
    fileprivate let disturbance: Disturbance?
    fileprivate let proceed: () async throws(ServiceError) -> Action.Rendering

    /// Its answer, after as long as it takes.
    func finish() async -> Answer {
        if let delay = disturbance?.delay, delay > .zero { try? await Task.sleep(for: delay) }
        guard let fault = disturbance?.fault else { return await finished() }
        var answer = fault.comesAfterEffect ? await finished() : answer
        if let error = fault.error { answer.fail(error) }
        if fault.cutsConnection { answer.isCutOff = true }
        return answer
    }

    private func finished() async -> Answer {
        var answer = answer
        do throws(ServiceError) {
            answer.succeed(try await proceed())
        } catch {
            answer.fail(error)
        }
        return answer
    }
}
