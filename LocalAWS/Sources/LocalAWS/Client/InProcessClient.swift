internal import HTTPTypes
internal import SigV4

/// A client in the emulator's own process. Its calls are signed, checked, decoded and answered as everybody's; only the
/// socket is left out.
package struct InProcessClient: Sendable {
    private let dispatcher: Dispatcher
    private let emulator: RunningEmulator
    private let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")

    /// A client of that emulator, as the account's root and in the cloud's region.
    package init(of emulator: RunningEmulator) {
        self.emulator = emulator
        dispatcher = Dispatcher(cloud: emulator.cloud)
    }

    /// A call that was refused.
    package struct Refusal: Error, CustomStringConvertible {
        let action: String
        let status: Int
        let body: String

        /// One sentence for a person, and the answer.
        package var description: String { "\(action) was refused with \(status): \(body)" }
    }

    /// Calls an action of a query service.
    @discardableResult
    package func query(
        _ service: String,
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:]
    ) async throws -> [UInt8] {
        try await query(service, action, pairs: parameters.map { ($0.key, $0.value) })
    }

    /// Calls an action of a query service, whose parameters were put together one by one.
    @discardableResult
    package func query(_ service: String, _ action: String, pairs: [(String, String)]) async throws -> [UInt8]
    {
        let version = ServiceDirectory.all.service(signedFor: service)?.version ?? ""
        let pairs = [("Action", action), ("Version", version)] + pairs
        let form = pairs.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
        return try await send(
            "\(service) \(action)",
            to: service,
            fields: [.contentType: "application/x-www-form-urlencoded; charset=utf-8"],
            body: Array(form.utf8)
        )
    }

    /// Calls an action of a JSON service.
    @discardableResult
    func json(_ service: String, _ action: String, _ document: Document) async throws -> Document {
        let prefix = ServiceDirectory.all.service(signedFor: service)?.targetPrefix ?? ""
        let body = try await send(
            "\(service) \(action)",
            to: service,
            fields: [.contentType: "application/x-amz-json-1.1", .amzTarget: "\(prefix).\(action)"],
            body: document.jsonBytes
        )
        return try Document(json: body)
    }

    /// Calls an action of a REST service.
    @discardableResult
    func rest(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ document: Document
    ) async throws -> [UInt8] {
        try await send(
            "\(service) \(method.rawValue) \(path)",
            to: service,
            method: method,
            path: path,
            fields: [.contentType: "application/json"],
            body: document.jsonBytes
        )
    }

    private func send(
        _ name: String,
        to service: String,
        method: HTTPRequest.Method = .post,
        path: String = "/",
        fields: HTTPFields,
        body: [UInt8]
    ) async throws -> [UInt8] {
        let authority = String(emulator.url.dropFirst("http://".count))
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        head.headerFields = fields
        let signer = Signer(service: service, region: emulator.cloud.region)
        head = try signer.sign(head, payload: .bytes(body), credentials: credentials, at: systemTime())
        let answer = await dispatcher.answer(ServiceRequest(head: head, body: body), Intake(head))
        guard (200..<300).contains(answer.response.status) else {
            let text = String(decoding: answer.response.body, as: UTF8.self)
            throw Refusal(action: name, status: answer.response.status, body: text)
        }
        return answer.response.body
    }
}
