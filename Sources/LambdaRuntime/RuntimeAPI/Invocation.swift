internal import HTTPTypes
internal import Logging
internal import Platform

/// One event to be answered. It owns the IDs under which it is answered, and answering consumes it: a reply can't
/// go to another invocation, and there is no second one.
struct Invocation: ~Copyable, Sendable {
    let event: [UInt8]
    private let requestID: String
    private let deadline: Timestamp
    private let fields: HTTPFields
    private let api: RuntimeAPI

    /// Reads the answer to `next`. It must name the request and its deadline; all else may be absent.
    init(event: [UInt8], fields: HTTPFields, api: RuntimeAPI) throws(RuntimeError) {
        guard let requestID = fields[nonEmpty: RuntimeHeader.requestID] else {
            throw .malformedInvocation(missing: RuntimeHeader.requestID.rawName)
        }
        guard let deadline = fields[nonEmpty: RuntimeHeader.deadline].flatMap({ Int64($0) }) else {
            throw .malformedInvocation(missing: RuntimeHeader.deadline.rawName)
        }
        self.event = event
        self.requestID = requestID
        self.deadline = Timestamp(millisecondsSinceEpoch: deadline)
        self.fields = fields
        self.api = api
    }

    /// What the handler is told besides the event; its log lines carry the request ID.
    func context(logger: Logger) -> InvocationContext {
        var logger = logger
        logger[metadataKey: LogKey.requestID] = "\(requestID)"
        if let tenant = fields[nonEmpty: RuntimeHeader.tenantID] {
            logger[metadataKey: LogKey.tenantID] = "\(tenant)"
        }
        return InvocationContext(
            requestID: requestID,
            invocationID: fields[nonEmpty: RuntimeHeader.invocationID],
            deadline: deadline,
            functionARN: fields[nonEmpty: RuntimeHeader.functionARN],
            traceID: fields[nonEmpty: RuntimeHeader.traceID],
            clientContext: fields[nonEmpty: RuntimeHeader.clientContext],
            cognitoIdentity: fields[nonEmpty: RuntimeHeader.cognitoIdentity],
            tenantID: fields[nonEmpty: RuntimeHeader.tenantID],
            logger: logger
        )
    }

    /// Posts the response, JSON.
    consuming func respond(_ response: [UInt8]) async throws(RuntimeError) -> InvocationFate {
        let answer = try await api.post(response, to: path("response"), headerFields(for: nil))
        return try InvocationFate(answer, endpoint: "response")
    }

    /// Posts the error.
    consuming func fail(_ report: ErrorReport) async throws(RuntimeError) -> InvocationFate {
        let answer = try await api.post(report.body, to: path("error"), headerFields(for: report))
        return try InvocationFate(answer, endpoint: "error")
    }

    private func path(_ endpoint: String) -> String {
        "/runtime/invocation/\(requestID.percentEncodedPathSegment)/\(endpoint)"
    }

    private func headerFields(for report: ErrorReport?) -> HTTPFields {
        var fields = report?.headerFields ?? [:]
        fields[nonEmpty: RuntimeHeader.invocationID] = self.fields[nonEmpty: RuntimeHeader.invocationID]
        return fields
    }
}

extension String {
    /// The text with all but RFC 3986's unreserved characters encoded.
    fileprivate var percentEncodedPathSegment: String {
        // As it always is, being a UUID.
        if utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }) { return self }
        return utf8.map { byte in
            if byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte) { return String(Unicode.Scalar(byte)) }
            return "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
