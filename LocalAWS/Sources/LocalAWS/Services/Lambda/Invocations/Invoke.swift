internal import HTTPTypes

/// Runs a function: at once and waits for its answer, or later, or only says whether it could be run.
struct Invoke: WaitingOperation {
    static let name = "Invoke"
    static let honours: Set<String> = [
        "FunctionName", "Qualifier", "InvocationType", "LogType", "ClientContext", "Payload",
    ]
    static let refuses: Set<String> = ["DurableExecutionName", "TenantId"]
    static let mutates = true
    static let route: Route? = Route(
        "POST /2015-03-31/functions/{FunctionName}/invocations",
        headers: [
            "X-Amz-Invocation-Type": "InvocationType", "X-Amz-Log-Type": "LogType",
            "X-Amz-Client-Context": "ClientContext", "X-Amz-Durable-Execution-Name": "DurableExecutionName",
            "X-Amz-Tenant-Id": "TenantId",
        ],
        payload: "Payload"
    )

    /// How the caller wants it.
    enum Kind: String, Sendable {
        case requestResponse = "RequestResponse"
        case event = "Event"
        case dryRun = "DryRun"
    }

    /// What it answers with.
    struct Output: Sendable {
        let status: Int
        var requestID: String?
        var executedVersion: String?
        var result: InvocationResult?
        var hasLog = false
    }

    private static let synchronousLimit = 6_291_556
    static let asynchronousLimit = 1_048_576

    let function: FunctionReference
    let kind: Kind
    let event: [UInt8]
    let clientContext: String?
    private let hasLog: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        function = try FunctionReference(parameters, hasQualifier: true)
        let type = parameters.optional("InvocationType") ?? Kind.requestResponse.rawValue
        guard let kind = Kind(rawValue: type) else {
            throw .lambdaValidation(
                type,
                at: "invocationType",
                constraint: "Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
            )
        }
        self.kind = kind
        let log = parameters.optional("LogType") ?? "None"
        guard ["None", "Tail"].contains(log) else {
            throw .lambdaValidation(
                log,
                at: "logType",
                constraint: "Member must satisfy enum value set: [None, Tail]"
            )
        }
        hasLog = log == "Tail"
        clientContext = try Self.clientContext(parameters)
        event = try Self.event(
            parameters,
            limit: kind == .event ? Self.asynchronousLimit : Self.synchronousLimit
        )
    }

    /// The payload, which is `{}` when there is none.
    private static func event(_ parameters: Parameters, limit: Int) throws(ServiceError) -> [UInt8] {
        guard let payload = try parameters.bytes("Payload"), !payload.isEmpty else { return Array("{}".utf8) }
        guard payload.count <= limit else {
            throw ServiceError(
                "RequestTooLargeException",
                "Request must be smaller than \(limit) bytes for the InvokeFunction operation",
                status: 413
            )
        }
        do throws(DocumentError) {
            _ = try Document(json: payload)
        } catch {
            throw ServiceError(
                "InvalidRequestContentException",
                "Could not parse request body into json: \(error)"
            )
        }
        return payload
    }

    private static func clientContext(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let text = parameters.optional("ClientContext") else { return nil }
        guard let bytes = Base64.bytes(of: text), let document = try? Document(json: bytes) else {
            throw ServiceError(
                "InvalidRequestContentException",
                "Client context must be a valid Base64-encoded JSON object."
            )
        }
        return document.json
    }

    func perform(in cloud: Cloud, _ call: ActionCall) async throws(ServiceError) -> Output {
        switch try cloud.perform(AdmitInvocation(of: self), call) {
        case .dryRun: return Output(status: 204)
        case .throttled: throw .tooManyInvocations
        case .queued(let requestID): return Output(status: 202, requestID: requestID)
        case .admitted(let order):
            let outcome = await cloud.functions.run(order, in: cloud)
            cloud.change(in: call.region) { $0.finish(order, outcome, &$1) }
            guard case .ran(let result, _) = outcome else {
                throw .lambdaFailure("The emulator is being stopped.")
            }
            return Output(
                status: 200,
                requestID: order.requestID,
                executedVersion: order.version.number,
                result: result,
                hasLog: hasLog
            )
        }
    }

    static func render(_ output: Output, to writer: inout OutputWriter) {
        writer.status = output.status
        if let requestID = output.requestID { writer.fields[.amznRequestID] = requestID }
        if let version = output.executedVersion { writer.fields[.executedVersion] = version }
        guard let result = output.result else {
            writer.payload([], contentType: "application/json")
            return
        }
        if let error = result.functionError { writer.fields[.functionError] = error }
        if output.hasLog { writer.fields[.logResult] = LogTail.text(of: result.logLines) }
        writer.payload(result.payload, contentType: result.contentType)
    }
}

/// The end of an invocation's log, as a header field carries it.
private enum LogTail {
    private static let limit = 4_096

    static func text(of lines: [LogLine]) -> String {
        Base64.text(of: lines.map { $0.text + "\n" }.joined().utf8.suffix(limit))
    }
}

extension HTTPField.Name {
    /// The version that ran.
    static let executedVersion = wireField("X-Amz-Executed-Version")
    /// Present when the function failed.
    static let functionError = wireField("X-Amz-Function-Error")
    /// The end of the log in base64, if it was asked for.
    static let logResult = wireField("X-Amz-Log-Result")
}
