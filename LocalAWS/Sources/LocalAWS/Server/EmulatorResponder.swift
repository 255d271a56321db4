internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Answers every request that reaches the emulator, whatever it is; nothing a client sends makes it throw.
struct EmulatorResponder: Sendable {
    private let dispatcher: Dispatcher
    private let control: Control
    private let hosts: LocalHost
    private let log: CallLog
    private let dates = HTTPDateCache()

    init(cloud: Cloud, configuration: EmulatorConfiguration, logger: Logger) {
        dispatcher = Dispatcher(cloud: cloud)
        control = Control(cloud: cloud)
        hosts = LocalHost(configured: configuration.host)
        log = CallLog(logger: logger)
    }

    /// - Returns: nil for a connection that is to be cut off.
    func respond(to request: Request, from peer: SocketAddress?) async -> Response? {
        guard hosts.allows(request.head.authority) else {
            return plain(.forbidden, "The Host of this request is not local.\n")
        }
        guard request.method != .head else { return plain(.methodNotAllowed, "") }
        if Control.owns(request.head.path) {
            return await respondToControl(request, from: peer)
        }
        let start = ContinuousClock.now
        let answer = await answer(request)
        log.record(answer, took: ContinuousClock.now - start)
        return answer.isCutOff ? nil : http(answer.response)
    }

    private func answer(_ request: Request) async -> Answer {
        let intake = Intake(request.head)
        guard let body = await body(of: request, atMost: dispatcher.maximumBodyBytes(for: intake)) else {
            return dispatcher.refuseBody(of: request.head, intake)
        }
        return await dispatcher.answer(ServiceRequest(head: request.head, body: body), intake)
    }

    private func respondToControl(_ request: Request, from peer: SocketAddress?) async -> Response {
        guard peer?.isLoopback ?? false else {
            return plain(.forbidden, "\(Control.prefix) answers to this machine only.\n")
        }
        guard let body = await body(of: request, atMost: Control.maximumBodyBytes) else {
            return plain(.contentTooLarge, "The body is too long.\n")
        }
        let answer = control.answer(request.head, body: body)
        return self.response(answer.status, contentType: answer.contentType, answer.body)
    }

    /// The body, nil when it is too long or the client went away.
    private func body(of request: Request, atMost limit: Int) async -> [UInt8]? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { return nil }
        guard let buffer = try? await request.body.collect(upTo: limit) else { return nil }
        return Array(buffer.readableBytesView)
    }

    private func http(_ response: ServiceResponse) -> Response {
        self.response(HTTPResponse.Status(code: response.status), response.fields, response.body)
    }

    private func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        response(status, contentType: "text/plain; charset=utf-8", Array(text.utf8))
    }

    private func response(_ status: HTTPResponse.Status, contentType: String, _ body: [UInt8]) -> Response {
        response(status, [.contentType: contentType], body)
    }

    private func response(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ body: [UInt8]) -> Response {
        var headers = fields
        if status.code != 204 { headers[.contentLength] = "\(body.count)" }
        headers[.date] = dates.current
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}

extension SocketAddress {
    fileprivate var isLoopback: Bool {
        switch self {
        case .v4(let address): address.host.hasPrefix("127.") || (ipAddress?.hasPrefix("127.") ?? false)
        case .v6: ipAddress == "::1" || (ipAddress?.hasPrefix("::ffff:127.") ?? false)
        case .unixDomainSocket: true
        }
    }
}
