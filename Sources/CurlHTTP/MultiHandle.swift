internal import CCurl

/// The one owner of a libcurl multi handle, with its connections, its names looked up and its timers, and of the share
/// handle that keeps TLS sessions. It stays on the thread that made it. libcurl says what it waits for to a `Watch`.
///
/// Every easy handle is taken out and freed before it goes.
@safe
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer
    /// The TLS sessions that later connections resume. Used on one thread, they need no lock.
    private let sessions: UnsafeMutableRawPointer
    private let connections: KeptConnections
    private let trust: LazyTrust
    private let watch: Watch
    private let handles = IdleHandles()

    init(_ configuration: TransportConfiguration) throws(LibcurlFailure) {
        let watch = try Watch()
        guard let pointer = unsafe curl_multi_init() else {
            throw LibcurlFailure(code: CURLE_FAILED_INIT, setting: "curl_multi_init")
        }
        guard let sessions = unsafe curl_share_init() else {
            unsafe curl_multi_cleanup(pointer)
            throw LibcurlFailure(code: CURLE_FAILED_INIT, setting: "curl_share_init")
        }
        unsafe self.pointer = unsafe pointer
        unsafe self.sessions = unsafe sessions
        connections = KeptConnections(configuration)
        trust = LazyTrust(configuration.authorities)
        self.watch = watch
        unsafe shim_share_share(sessions, CURL_LOCK_DATA_SSL_SESSION)
        set(CURLMOPT_MAXCONNECTS, configuration.connectionLimit)
        unsafe Self.install(watch, in: pointer)
    }

    deinit {
        handles.removeAll()
        // Closes the connections, of which `connections` and `watch` are told, and which `trust` has to outlive.
        unsafe curl_multi_cleanup(pointer)
        unsafe curl_share_cleanup(sessions)
    }

    /// Sets up the transfer that was ordered. It begins when libcurl next does what is due.
    func start(
        _ order: TransferOrder,
        _ configuration: TransportConfiguration
    ) throws(LibcurlFailure) -> Transfer {
        connections.dropDoubtful()
        let transfer = try Transfer(order, on: handle(for: order, configuration), connections, trust)
        let code = unsafe curl_multi_add_handle(pointer, transfer.pointer)
        guard code == CURLM_OK else { throw LibcurlFailure(multi: code) }
        return transfer
    }

    private func handle(
        for order: TransferOrder,
        _ configuration: TransportConfiguration
    ) throws(LibcurlFailure) -> RouteHandle {
        if let handle = handles.take(for: order.route) { return handle }
        return unsafe try RouteHandle(for: order, configuration, connections, sessions: sessions)
    }

    /// Takes the transfer out, which ends it if it hasn't ended.
    ///
    /// A handle on which a request was begun again isn't kept: libcurl (7.88) counts that over all its transfers, and
    /// refuses the sixth, "Connection died, tried 5 times before giving up".
    ///
    /// - Parameter isWhole: Whether the answer came whole, so that the next transfer may have its handle.
    func remove(_ transfer: Transfer, isWhole: Bool = false) {
        unsafe curl_multi_remove_handle(pointer, transfer.pointer)
        if isWhole, !transfer.wasBegunAgain { handles.put(transfer.handle) }
    }

    /// Waits for something that can be done, for a call of the waker's, or for that long, and has libcurl do it.
    func wait(atMost limit: Duration?) throws(LibcurlFailure) {
        watch.wait(atMost: limit)
        while let event = watch.takeEvent() { try act(on: event.socket, event.bits) }
        try doWhatIsDue()
    }

    /// Has libcurl do what it wants done by now, without waiting: a transfer that was started sends its request.
    func doWhatIsDue() throws(LibcurlFailure) {
        if watch.takeTimer() { try act(on: CURL_SOCKET_TIMEOUT, 0) }
    }

    private func act(on socket: curl_socket_t, _ bits: Int32) throws(LibcurlFailure) {
        var running: Int32 = 0
        let code = unsafe curl_multi_socket_action(pointer, socket, bits, &running)
        guard code == CURLM_OK else { throw LibcurlFailure(multi: code) }
    }

    /// The next transfer that has ended since the last call, and how.
    func nextFinished() -> (transfer: Transfer, code: CURLcode)? {
        var waiting: Int32 = 0
        while let message = unsafe curl_multi_info_read(pointer, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            var context: UnsafeMutableRawPointer?
            unsafe shim_easy_getinfo_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            guard let context = unsafe context else { continue }
            return unsafe (Transfer.of(context), message.pointee.data.result)
        }
        return nil
    }

    /// Drops the connections that no transfer uses.
    func closeIdleConnections() {
        connections.dropAll()
    }

    private func set(_ option: CURLMoption, _ value: Int) {
        unsafe shim_multi_setopt_long(pointer, option, value)
    }

    /// What other threads may do.
    var waker: Waker { watch.waker }
}
