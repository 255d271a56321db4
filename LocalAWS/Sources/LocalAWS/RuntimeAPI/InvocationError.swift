internal import HTTPTypes
internal import HummingbirdCore

/// `POST /2018-06-01/runtime/invocation/{id}/error`: the function failed.
struct InvocationError {
    let api: RuntimeAPI

    func handle(_ request: Request, requestID: String) async throws(Refusal) -> Response {
        let ids = try api.beginAnswer(
            .error,
            requestID: requestID,
            invocationID: request.headers.value(of: .invocationID)
        )
        do throws(Refusal) {
            api.endAnswer(.error(try await RuntimeErrorReport(request)), to: ids)
            return .accepted
        } catch {
            let answer = InvocationAnswer.rejected(
                errorType: "Runtime.TruncatedResponse",
                message: error.errorMessage
            )
            api.endAnswer(answer, to: ids)
            throw error
        }
    }
}

extension RuntimeErrorReport {
    /// The report that a request carries.
    init(_ request: Request) async throws(Refusal) {
        self.init(
            payload: try await request.body(limit: InvocationResponse.limit),
            errorTypeField: request.headers.value(of: .functionErrorType),
            xRayCauseField: request.headers.value(of: .xRayErrorCause)
        )
    }
}
