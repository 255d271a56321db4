internal import CCurl
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
    private var easy: EasyHandle
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var refusal: Refusal?
    /// `CURLINFO_REQUEST_SIZE` when libcurl first began to send the request; nil while it hasn't.
    private var requestSizeAtStart: Int?

    init(_ order: TransferOrder, configuration: TransportConfiguration) throws(SetupFailure) {
        self.order = order
        easy = try EasyHandle()
        try easy.configure(for: order.request, options: order.options, configuration: configuration)
        try installCallbacks()
    }

    /// The handle, to be added to the multi handle and taken out of it again.
    @unsafe var pointer: UnsafeMutableRawPointer { unsafe easy.pointer }

    /// The transfer that a callback, or a finished handle, belongs to.
    @unsafe
    static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Tells the sender how it ended; called once, after the handle was taken out of the multi handle.
    func complete(_ code: CURLcode) {
        order.continuation.resume(returning: outcome(code))
    }

    /// Tells the sender that the transfer was ended from outside.
    func complete(_ kind: TransportError.Kind, _ message: String) {
        order.continuation.resume(returning: .failure(failure(kind, code: 0, message)))
    }
}

// MARK: - Called by libcurl

extension Transfer {
    private func installCallbacks() throws(SetupFailure) {
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
        try unsafe easy.set(CURLOPT_PREREQDATA, context)
        try unsafe easy.setPrerequest { context, _, _, _, _ in
            guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
            return unsafe Transfer.of(context).mayBeginRequest() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    /// A connection stands and the request is about to be written to it: the first time, or again because a
    /// reused connection had died.
    private func mayBeginRequest() -> Bool {
        if hasSentBytes, order.options.resend == .onlyUnsent {
            refusal = .resend
            return false
        }
        requestSizeAtStart = easy.number(CURLINFO_REQUEST_SIZE)
        return true
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

// MARK: - How it ended

extension Transfer {
    /// Whether a byte of the request, counted without what a proxy was asked, was written to a connection.
    private var hasSentBytes: Bool {
        guard let start = requestSizeAtStart else { return false }
        return easy.number(CURLINFO_REQUEST_SIZE) > start
    }

    private func outcome(_ code: CURLcode) -> Result<TransportResponse, TransportError> {
        if code == CURLE_OK, let response = head.response {
            return .success(TransportResponse(head: response, body: body))
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
