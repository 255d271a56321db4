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
    func refuseBody(of intake: Intake) -> Answer {
        var answer = Answer(service: intake.service(in: services), requestID: cloud.nextRequestID())
        answer.fail(.requestTooLarge(limitInBytes: maximumBodyBytes(for: intake)))
        return answer
    }

    /// The answer to a request. Nothing makes it throw: a refusal is an answer.
    func answer(_ request: ServiceRequest, _ intake: Intake) -> Answer {
        let form = request.body.isEmpty ? Array(request.queryString.utf8) : request.body
        let service = intake.service(in: services, form: form)
        var answer = Answer(service: service, requestID: cloud.nextRequestID())
        guard let service else {
            answer.fail(UnknownService(of: request, signedFor: intake.signingName))
            return answer
        }
        do throws(ServiceError) {
            try run(request, intake, on: service, &answer)
        } catch {
            answer.fail(error)
        }
        return answer
    }

    private func run(
        _ request: ServiceRequest,
        _ intake: Intake,
        on service: Service,
        _ answer: inout Answer
    ) throws(ServiceError) {
        guard request.head.method == .get || request.head.method == .post else {
            throw ServiceError("MethodNotAllowed", "A query is a GET or a POST request.", status: 405)
        }
        let signed = try signatures.verify(request, intake, for: service)
        answer.caller = signed.caller.logName
        let parameters = try parameters(of: request, for: service)
        guard let name = parameters.optional("Action") else { throw .missingAction }
        answer.action = name
        try checkVersion(parameters, service, action: name)
        let action = try service.action(named: name)
        let isDryRun = service.format == .ec2 ? try parameters.boolean("DryRun") ?? false : false
        let call = ActionCall(region: signed.region, caller: signed.caller, isDryRun: isDryRun)
        let rendering = try action.run(parameters, call, cloud)
        answer.succeed(rendering)
    }

    /// The parameters of the form and of the query string, but not those of a presigned request's signature.
    private func parameters(
        of request: ServiceRequest,
        for service: Service
    ) throws(ServiceError) -> Parameters {
        var pairs = try QueryDecoder.pairs(in: request.queryString.utf8)
        pairs.removeAll { $0.name.hasPrefix("X-Amz-") }
        pairs += try QueryDecoder.pairs(in: request.body)
        return try Parameters(pairs, style: service.format.listStyle)
    }

    private func checkVersion(
        _ parameters: Parameters,
        _ service: Service,
        action: String
    ) throws(ServiceError) {
        let version = try parameters.required("Version")
        guard version == service.version else {
            throw ServiceError(
                "InvalidAction",
                "Could not find operation \(action) for version \(version)"
            )
        }
    }
}

/// An answer, and what the log says of it.
struct Answer: Sendable {
    let service: Service?
    var action: String?
    var caller: String?
    private(set) var errorCode: String?
    private(set) var response: ServiceResponse

    init(service: Service?, requestID: String) {
        self.service = service
        response = ServiceResponse(status: 500, contentType: "text/xml", requestID: requestID, body: [])
    }

    mutating func succeed(_ rendering: Action.Rendering) {
        guard let service, let action else { return }
        response = service.format.success(
            of: action,
            namespace: service.namespace,
            requestID: response.requestID,
            rendering
        )
    }

    mutating func fail(_ error: ServiceError) {
        errorCode = error.code
        response = (service?.format ?? .query).failure(
            error,
            namespace: service?.namespace ?? "",
            requestID: response.requestID
        )
    }

    mutating func fail(_ unknown: UnknownService) {
        errorCode = unknown.error.code
        response = unknown.response(requestID: response.requestID)
    }
}
