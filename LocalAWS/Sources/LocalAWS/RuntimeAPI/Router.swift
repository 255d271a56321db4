internal import HTTPTypes
internal import HummingbirdCore

/// The addresses of the Runtime API.
struct Router: Sendable {
    let api: RuntimeAPI

    /// The most that the header fields of a request may have, in bytes; X-Ray's cause travels in one.
    static let headLimit = 1_024 * 1_024

    /// Answers any request; never throws, whatever was sent.
    func respond(to request: Request) async -> Response {
        do throws(Refusal) {
            return try await handle(request)
        } catch {
            return Response(error)
        }
    }

    private func handle(_ request: Request) async throws(Refusal) -> Response {
        let path = request.uri.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        switch (request.method, Array(path)) {
        case (.get, ["ping"]):
            return Response(.ok, text: "pong")
        case (.get, ["2018-06-01", "runtime", "invocation", "next"]):
            return try await InvocationNext(api: api).handle()
        case (.post, let path) where path.matches("2018-06-01/runtime/invocation/*/response"):
            return try await InvocationResponse(api: api).handle(request, requestID: String(path[3]))
        case (.post, let path) where path.matches("2018-06-01/runtime/invocation/*/error"):
            return try await InvocationError(api: api).handle(request, requestID: String(path[3]))
        case (.post, ["2018-06-01", "runtime", "init", "error"]):
            return try await InitializationError(api: api).handle(request)
        default:
            throw .notFound
        }
    }
}

extension [Substring] {
    /// Whether the segments are those of the pattern, in which `*` stands for any one segment.
    fileprivate func matches(_ pattern: String) -> Bool {
        let expected = pattern.split(separator: "/")
        return count == expected.count && zip(self, expected).allSatisfy { $1 == "*" || $0 == $1 }
    }
}
