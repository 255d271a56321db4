internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import Platform

/// `GET /2018-06-01/runtime/invocation/next`: waits for an event, however long it takes.
struct InvocationNext {
    let api: RuntimeAPI

    func handle() async throws(Refusal) -> Response {
        let invocation = try await api.next()
        return Response(
            status: .ok,
            headers: Self.fields(of: invocation),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: invocation.event))
        )
    }

    /// A field without a value is left out.
    private static func fields(of invocation: Invocation) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: invocation.contentType,
            .requestID: invocation.ids.requestID,
            .invocationID: invocation.ids.invocationID,
            .deadline: String(invocation.deadline.millisecondsSinceEpoch),
            .invokedFunctionARN: invocation.functionARN,
            .traceID: invocation.traceID,
        ]
        fields[.clientContext] = invocation.clientContext
        return fields
    }
}
