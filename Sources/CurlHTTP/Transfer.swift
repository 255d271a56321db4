internal import CCurl
internal import Glibc
internal import HTTPTypes

/// One transfer in progress: the easy handle, what has come so far, and whom to tell. Only the loop's thread, on which
/// libcurl calls back, ever touches it.
final class Transfer {
    /// A reason of our own to end the transfer, for which libcurl only knows "a callback said no".
    enum Refusal {
        case malformedHead
        case headTooLarge
        case bodyTooLarge
        /// libcurl was about to send the request a second time.
        case resend
    }

    let order: TransferOrder
    private let connections: KeptConnections
    private var easy: EasyHandle
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var refusal: Refusal?
    /// The connection in use, from the request's first byte on.
    private var connection: KeptConnections.Key?
    /// `CURLINFO_REQUEST_SIZE` when libcurl first began to send the request; nil while it hasn't.
    private var requestSizeAtStart: Int?

    /// Sets the handle up. The connections are told what becomes of each; they live longer than any transfer.
    init(
        _ order: TransferOrder,
        _ configuration: TransportConfiguration,
        _ connections: KeptConnections
    ) throws(LibcurlFailure) {
        self.order = order
        self.connections = connections
        easy = try EasyHandle()
        try easy.configure(for: order.request, options: order.options, configuration: configuration)
        try installCallbacks()
        try installConnectionCallbacks()
    }

    /// The handle, to be added to the multi handle and taken out of it again.
    @unsafe var pointer: UnsafeMutableRawPointer { unsafe easy.pointer }

    /// Lets the transfer resume TLS sessions of that share handle, and add its own; it must outlive the transfer.
    @unsafe
    func share(_ sessions: UnsafeMutableRawPointer) throws(LibcurlFailure) {
        try unsafe easy.set(CURLOPT_SHARE, sessions)
    }

    /// The transfer that a callback, or a finished handle, belongs to.
    @unsafe
    static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Tells the sender how it ended. Called once, before the handle is taken out of the multi handle.
    func complete(_ code: CURLcode) {
        releaseConnection(keeping: easy.keptSocket)
        order.continuation.resume(returning: outcome(code))
    }

    /// Tells the sender that the transfer is ended from outside. Called once, before the handle is taken out.
    func complete(_ kind: TransportError.Kind, _ message: String) {
        releaseConnection(keeping: nil)
        order.continuation.resume(returning: .failure(failure(kind, code: 0, message)))
    }
}

// MARK: - Called by libcurl

extension Transfer {
    private func installCallbacks() throws(LibcurlFailure) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe easy.set(CURLOPT_PRIVATE, context)
        try unsafe easy.set(CURLOPT_HEADERDATA, context)
        try unsafe easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.of(context).receiveHeadLine(line) ? size * count : 0
        }
        try unsafe easy.set(CURLOPT_WRITEDATA, context)
        try unsafe easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.of(context).receiveBody(chunk) ? size * count : 0
        }
    }

    private func receiveHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
        guard unsafe head.append(line, limit: order.options.headLimit) else {
            refusal = head.isTooLarge ? .headTooLarge : .malformedHead
            return false
        }
        guard let length = head.declaredBodyLength, order.request.method != "HEAD" else { return true }
        return admits(bodyOf: length)
    }

    private func receiveBody(_ chunk: UnsafeRawBufferPointer) -> Bool {
        guard admits(bodyOf: body.count + chunk.count) else { return false }
        if body.isEmpty, let length = head.declaredBodyLength { body.reserveCapacity(length) }
        unsafe body.append(contentsOf: chunk)
        return true
    }

    private func admits(bodyOf count: Int) -> Bool {
        guard count > order.options.responseLimit else { return true }
        refusal = .bodyTooLarge
        return false
    }
}

// MARK: - Connections

extension Transfer {
    private func installConnectionCallbacks() throws(LibcurlFailure) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe easy.set(CURLOPT_OPENSOCKETDATA, context)
        try unsafe easy.setOpenSocket { context, _, address in
            guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
            guard unsafe Transfer.of(context).mayOpenConnection() else { return CURL_SOCKET_BAD }
            let type = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
            return unsafe socket(address.pointee.family, type, address.pointee.`protocol`)
        }
        // libcurl copies this pair into the connection, which outlives the transfer.
        let connections = unsafe Unmanaged.passUnretained(connections).toOpaque()
        try unsafe easy.set(CURLOPT_CLOSESOCKETDATA, connections)
        try unsafe easy.setCloseSocket { context, socket in
            if let context = unsafe context {
                unsafe Unmanaged<KeptConnections>.fromOpaque(context).takeUnretainedValue().forget(
                    socket: socket
                )
            }
            return close(socket)
        }
        try unsafe easy.set(CURLOPT_PREREQDATA, context)
        try unsafe easy.setPrerequest { context, remoteAddress, localAddress, remotePort, localPort in
            guard let context = unsafe context, let remoteAddress = unsafe remoteAddress,
                let localAddress = unsafe localAddress
            else { return CURL_PREREQFUNC_ABORT }
            let key = unsafe KeptConnections.Key(
                localAddress: String(cString: localAddress),
                localPort: Int(localPort),
                remoteAddress: String(cString: remoteAddress),
                remotePort: Int(remotePort)
            )
            return unsafe Transfer.of(context).mayBeginRequest(on: key)
                ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    /// Another connection after the request was sent on one can only serve to send it again.
    private func mayOpenConnection() -> Bool {
        guard hasSentBytes, order.options.resend == .onlyUnsent else { return true }
        refusal = .resend
        return false
    }

    /// A connection stands and the request is about to be written to it: the first time, or again because the
    /// kept connection it was written to has died.
    private func mayBeginRequest(on connection: KeptConnections.Key) -> Bool {
        guard mayOpenConnection() else { return false }
        releaseConnection(keeping: nil)
        connections.take(connection)
        self.connection = connection
        requestSizeAtStart = requestSizeAtStart ?? easy.number(CURLINFO_REQUEST_SIZE)
        return true
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
    /// Whether a byte of the request, counted without what a proxy was asked, was written to a connection.
    private var hasSentBytes: Bool {
        guard let start = requestSizeAtStart else { return false }
        return easy.number(CURLINFO_REQUEST_SIZE) > start
    }

    private func outcome(_ code: CURLcode) -> Result<TransportResponse, TransportError> {
        if code == CURLE_OK {
            if let response = head.response { return .success(TransportResponse(head: response, body: body)) }
            // libcurl takes a connection that is closed in the middle of a head for the end of an answer.
            return .failure(
                failure(.connectionLost, code: 0, "the connection was closed within the answer's head")
            )
        }
        let number = Int32(code.rawValue)
        let limit = order.options
        switch refusal {
        case .malformedHead:
            return .failure(failure(.malformedResponse, code: number, "the answer's head isn't HTTP"))
        case .headTooLarge:
            let text = "the answer's head is larger than \(limit.headLimit) bytes"
            return .failure(failure(.responseTooLarge, code: number, text))
        case .bodyTooLarge:
            let text = "the answer's body is larger than \(limit.responseLimit) bytes"
            return .failure(failure(.responseTooLarge, code: number, text))
        case .resend:
            let text = "the kept connection was closed after the request was sent, which is not sent twice"
            return .failure(failure(.connectionLost, code: number, text))
        case nil:
            let kind = TransportError.Kind(code, requestBegan: requestSizeAtStart != nil)
            return .failure(failure(kind, code: number, easy.errorText(of: code)))
        }
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
