internal import CCurl
internal import HTTPTypes

/// One transfer in progress: the easy handle, what has come so far, and whom to tell. Only the loop's thread, on which
/// libcurl calls back, ever touches it.
final class Transfer {
    let order: TransferOrder
    private let connections: KeptConnections
    private let trust: LazyTrust
    let handle: RouteHandle
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var refusal: Refusal?
    /// The connection in use, from the moment the request is about to be written to it.
    private(set) var connection: KeptConnections.Key?
    /// Whether libcurl has begun the request a second time, on another connection.
    private(set) var wasBegunAgain = false
    /// `CURLINFO_REQUEST_SIZE` at that moment, the first time; nil before. It counts what a proxy was asked.
    private var requestSizeAtStart: Int?

    /// Loads the handle, which is set up for the order's route, with the order. The connections, which outlive every
    /// transfer, are told what becomes of each; the trust is what they rely on over TLS.
    init(
        _ order: TransferOrder,
        on handle: RouteHandle,
        _ connections: KeptConnections,
        _ trust: LazyTrust
    ) throws(LibcurlFailure) {
        self.order = order
        self.handle = handle
        self.connections = connections
        self.trust = trust
        try handle.easy.load(order)
        try handle.easy.call(self)
    }

    /// The handle, to be added to the multi handle and taken out of it again.
    @unsafe var pointer: UnsafeMutableRawPointer { unsafe handle.easy.pointer }

    /// The transfer that a callback, or a finished handle, belongs to.
    @unsafe
    static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Tells the sender how it ended. Called once, before the handle is taken out of the multi handle.
    func complete(_ code: CURLcode) {
        releaseConnection(keeping: handle.easy.keptSocket)
        order.end(with: outcome(code))
    }

    /// Tells the sender that the transfer is ended from outside. Called once, before the handle is taken out.
    func complete(_ ending: Ending) {
        releaseConnection(keeping: nil)
        order.end(with: .failure(failure(ending.kind, code: ending.code, ending.message)))
    }
}

// MARK: - What libcurl asks and hands over

extension Transfer {
    /// Whether to open a connection. After the request was sent on one, another can only serve to send it again.
    func mayOpenConnection() -> Bool {
        guard hasSentBytes, order.options.resend == .onlyUnsent else { return true }
        refusal = .resend
        return false
    }

    /// Whether to write the request to that connection: the first time, or again because the kept connection it was
    /// written to has died.
    func mayBeginRequest(on connection: KeptConnections.Key) -> Bool {
        guard mayOpenConnection() else { return false }
        wasBegunAgain = requestSizeAtStart != nil
        releaseConnection(keeping: nil)
        connections.take(connection)
        self.connection = connection
        requestSizeAtStart = requestSizeAtStart ?? handle.easy.number(CURLINFO_REQUEST_SIZE)
        return true
    }

    /// Tells an `SSL_CTX` whom to trust; false ends the transfer.
    @unsafe
    func setTrust(of context: UnsafeMutableRawPointer) -> Bool {
        do throws(TrustFailure) {
            unsafe try trust.install(in: context)
            return true
        } catch {
            refusal = .noAuthorities(error.reason)
            return false
        }
    }

    /// A line of the answer's head; false ends the transfer.
    func receiveHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
        let limit = order.options.headLimit
        guard unsafe head.append(line, limit: limit) else {
            refusal = head.isTooLarge ? .headTooLarge(limit: limit) : .malformedHead
            return false
        }
        guard let length = head.declaredBodyLength, order.request.method != "HEAD" else { return true }
        return admits(bodyOf: length)
    }

    /// A piece of the answer's body; false ends the transfer.
    func receiveBody(_ chunk: UnsafeRawBufferPointer) -> Bool {
        guard admits(bodyOf: body.count + chunk.count) else { return false }
        if body.isEmpty, let length = head.declaredBodyLength { body.reserveCapacity(length) }
        unsafe body.append(contentsOf: chunk)
        return true
    }

    private func admits(bodyOf count: Int) -> Bool {
        let limit = order.options.responseLimit
        guard count > limit else { return true }
        refusal = .bodyTooLarge(limit: limit)
        return false
    }

    /// Notes what becomes of the connection that the transfer used. A socket that libcurl keeps is known only until
    /// the handle leaves the multi handle.
    private func releaseConnection(keeping socket: Int32?) {
        guard let connection else { return }
        connections.release(connection, socket: socket)
        self.connection = nil
    }
}

// MARK: - How it ended

extension Transfer {
    /// Whether a byte of the request was written to a connection.
    private var hasSentBytes: Bool {
        guard let start = requestSizeAtStart else { return false }
        return handle.easy.number(CURLINFO_REQUEST_SIZE) > start
    }

    private func outcome(_ code: CURLcode) -> Result<TransportResponse, TransportError> {
        if let refusal { return .failure(failure(refusal.kind, code: 0, refusal.message)) }
        guard code == CURLE_OK else {
            let kind = TransportError.Kind(code, requestBegan: requestSizeAtStart != nil)
            return .failure(failure(kind, code: Int32(code.rawValue), handle.easy.errorText(of: code)))
        }
        if head.isComplete { return .success(TransportResponse(head: head, body: body)) }
        // libcurl takes a connection that is closed in the middle of a head for the end of an answer.
        return .failure(
            failure(.connectionLost, code: 0, "the connection was closed within the answer's head")
        )
    }

    private func failure(_ kind: TransportError.Kind, code: Int32, _ message: String) -> TransportError {
        TransportError(
            kind: kind,
            progress: hasSentBytes ? .maybeReceived : .notSent,
            origin: order.request.origin,
            code: code,
            message: message
        )
    }
}
