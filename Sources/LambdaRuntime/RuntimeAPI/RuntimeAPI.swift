internal import CurlHTTP
internal import HTTPTypes
internal import Logging
internal import Platform

/// The client of the Lambda Runtime API, version 2018-06-01.
struct RuntimeAPI: Sendable {
    let address: RuntimeAPIAddress
    let transport: HTTPTransport
    let time: TimeSource
    /// Where it is told that something is sent again.
    let logger: Logger

    /// Waits for the next event, however long that takes: the process is frozen meanwhile.
    ///
    /// To ask again after a connection was lost does no harm: an event that got lost on the way is handed out anew.
    func next() async throws(RuntimeError) -> Invocation {
        let request = request(.get, "/runtime/invocation/next")
        let answer = try await send(request, [], .longPoll) {
            $0.kind != .cancelled && $0.kind != .invalidRequest
        }
        guard answer.status == .ok else {
            throw .refused(RuntimeAPIRefusal(answer, endpoint: "next"))
        }
        return try Invocation(event: answer.body, fields: answer.head.headerFields, api: self)
    }

    /// Tells Lambda that the function can't be initialised; to be called once, before the process exits.
    ///
    /// - Returns: Why Lambda couldn't be told. That it has been told before (403) is no reason to complain.
    func reportInitializationError(_ report: ErrorReport) async -> String? {
        do throws(RuntimeError) {
            let answer = try await post(report.body, to: "/runtime/init/error", report.headerFields)
            let status = answer.status
            guard status.kind != .successful, status != .forbidden else { return nil }
            return "\(RuntimeAPIRefusal(answer, endpoint: "init/error"))"
        } catch {
            return "\(error)"
        }
    }

    /// Posts JSON. A second post for the same invocation is refused, so it is sent again only if not one byte of it
    /// can have been sent.
    func post(
        _ body: [UInt8],
        to path: String,
        _ fields: HTTPFields
    ) async throws(RuntimeError) -> TransportResponse {
        var request = request(.post, path)
        request.headerFields = fields
        request.headerFields[nonEmpty: RuntimeHeader.contentType] = "application/json"
        return try await send(request, body, .post) { $0.progress == .notSent && $0.kind != .cancelled }
    }

    private func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        HTTPRequest(method: method, scheme: "http", authority: address.authority, path: "/2018-06-01" + path)
    }

    /// Sends the request up to five times, after 0.1, 0.2, 0.4 and 0.8 s, while the error is one to send it again for.
    private func send(
        _ request: HTTPRequest,
        _ body: [UInt8],
        _ options: TransferOptions,
        again: (TransportError) -> Bool
    ) async throws(RuntimeError) -> TransportResponse {
        var delays = [100, 200, 400, 800][...]
        while true {
            do throws(TransportError) {
                return try await transport.send(request, body: body, options: options)
            } catch {
                guard again(error), let delay = delays.popFirst() else { throw .unreachable(error) }
                logger.warning(
                    """
                    \(request.method.rawValue) \(request.path ?? "") is sent to the Runtime API again in \(delay) ms. \
                    \(error).
                    """
                )
                // A cancelled wait ends at once, and so does the attempt that follows it.
                try? await time.sleep(.milliseconds(delay))
            }
        }
    }
}

extension TransferOptions {
    /// The Runtime API is on this host, and never behind a proxy; what it waits for takes any time.
    fileprivate static let longPoll = TransferOptions(
        connectTimeout: .seconds(1),
        totalTimeout: nil,
        proxy: .none
    )
    fileprivate static let post = TransferOptions(connectTimeout: .seconds(1), proxy: .none)
}
