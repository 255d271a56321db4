internal import HummingbirdCore

/// `POST /2018-06-01/runtime/init/error`: the runtime can't start.
struct InitializationError {
    let api: RuntimeAPI

    func handle(_ request: Request) async throws(Refusal) -> Response {
        try api.failInitialization(try await RuntimeErrorReport(request))
        return .accepted
    }
}
