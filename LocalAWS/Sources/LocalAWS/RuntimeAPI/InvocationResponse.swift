internal import HTTPTypes
internal import HummingbirdCore

/// `POST /2018-06-01/runtime/invocation/{id}/response`: the answer's bytes, whole or streamed.
struct InvocationResponse {
    let api: RuntimeAPI

    /// The most that a whole answer may have, in bytes: 6 MiB and a little.
    static let limit = 6 * 1_024 * 1_024 + 100
    /// The most that a streamed answer may have, in bytes.
    static let streamLimit = 200 * 1_024 * 1_024
    /// The one value of the response mode.
    private static let streaming = "streaming"
    /// What an answer is that doesn't say.
    private static let defaultContentType = "application/octet-stream"

    func handle(_ request: Request, requestID: String) async throws(Refusal) -> Response {
        let ids = try api.beginAnswer(
            .response,
            requestID: requestID,
            invocationID: request.headers.value(of: .invocationID)
        )
        let mode = request.headers.value(of: .functionResponseMode)
        guard mode == nil || mode == Self.streaming else {
            throw lose(ids, .invalidResponseMode, as: "Runtime.InvalidResponseModeHeader")
        }
        do throws(Refusal) {
            let body = try await request.body(limit: mode == nil ? Self.limit : Self.streamLimit)
            let contentType = request.headers.value(of: .contentType) ?? Self.defaultContentType
            api.endAnswer(.response(body, contentType: contentType), to: ids)
            return .accepted
        } catch {
            let isTooLarge = error.status == .contentTooLarge
            throw lose(
                ids,
                error,
                as: isTooLarge ? "Function.ResponseSizeTooLarge" : "Runtime.TruncatedResponse"
            )
        }
    }

    /// An answer that is refused can't be sent again: it ends the invocation with an error.
    private func lose(_ ids: InvocationIDs, _ refusal: Refusal, as errorType: String) -> Refusal {
        api.endAnswer(.rejected(errorType: errorType, message: refusal.errorMessage), to: ids)
        return refusal
    }
}
