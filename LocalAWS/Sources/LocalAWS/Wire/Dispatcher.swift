internal import HTTPTypes

/// Takes a request all the way: which service, who, which action, what comes out.
struct Dispatcher: Sendable {
    private let cloud: Cloud
    private let services = ServiceDirectory.all
    private let signatures: SignatureCheck

    init(cloud: Cloud) {
        self.cloud = cloud
        signatures = SignatureCheck(cloud: cloud)
    }

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
    enum Progress: Sendable {
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
        let signed = try signatures.verify(request, intake, in: wire)
        answer.caller = signed.caller.logName
        let (action, parameters) = try decoder.decode(request) { answer.actionName = $0 }
        answer.action = action
        let call = ActionCall(
            service: service,
            region: signed.region,
            caller: signed.caller,
            isDryRun: wire == .ec2 ? try parameters.boolean("DryRun") ?? false : false,
            endpointURL: request.head.authority.map { "http://\($0)" } ?? cloud.endpointURL
        )
        switch action.run {
        case .immediate(let run):
            answer.succeed(try run(parameters, call, cloud))
            return .answered(answer)
        case .waiting(let decode):
            return .waiting(
                WaitingCall(answer: answer, call: call, cloud: cloud, run: try decode(parameters))
            )
        }
    }
}

/// A call that is decoded and has to wait for something.
struct WaitingCall: Sendable {
    fileprivate var answer: Answer
    fileprivate let call: ActionCall
    fileprivate let cloud: Cloud
    fileprivate let run: Action.Waiting

    /// Its answer, after as long as it takes.
    func finish() async -> Answer {
        var answer = answer
        do throws(ServiceError) {
            answer.succeed(try await run(call, cloud))
        } catch {
            answer.fail(error)
        }
        return answer
    }
}
