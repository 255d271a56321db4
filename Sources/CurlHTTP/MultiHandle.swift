internal import CCurl

/// The one owner of a libcurl multi handle, with its connections, its names looked up and its timers, and of the share
/// handle that keeps TLS sessions. It stays on the thread that made it.
///
/// Every easy handle is taken out and freed before it goes.
@safe
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer
    /// The TLS sessions that later connections resume. Used on one thread, they need no lock.
    private let sessions: UnsafeMutableRawPointer
    private let connections: KeptConnections
    private let trust: LazyTrust
    private let handles = IdleHandles()

    init(_ configuration: TransportConfiguration) throws(LibcurlFailure) {
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
        unsafe shim_share_share(sessions, CURL_LOCK_DATA_SSL_SESSION)
        set(CURLMOPT_MAXCONNECTS, configuration.connectionLimit)
    }

    deinit {
        handles.removeAll()
        // Closes the connections, of which `connections` is told, and which `trust` has to outlive.
        unsafe curl_multi_cleanup(pointer)
        unsafe curl_share_cleanup(sessions)
    }

    /// Sets up the transfer that was ordered and lets it begin.
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

    /// Reads, writes and calls back whatever can be without waiting.
    func perform() throws(LibcurlFailure) {
        var running: Int32 = 0
        let code = unsafe curl_multi_perform(pointer, &running)
        guard code == CURLM_OK else { throw LibcurlFailure(multi: code) }
    }

    /// Waits for a socket, for a timer of libcurl's, for a wake-up, or for that long.
    func poll(atMost limit: Duration?) throws(LibcurlFailure) {
        let limit = min(max(limit ?? Self.pollLimit, .zero), Self.pollLimit)
        let milliseconds = Int32((limit / .milliseconds(1)).rounded(.up))
        let code = unsafe curl_multi_poll(pointer, nil, 0, milliseconds, nil)
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

    /// Nothing depends on it: whatever the loop waits for ends the wait.
    private static let pollLimit = Duration.seconds(3_600)
}

extension MultiHandle {
    /// What other threads may do: make `poll` return, now or the next time it is called. Valid as long as the
    /// multi handle is.
    @safe
    // Sendable because `curl_multi_wakeup` is the one function of a multi handle that libcurl documents for any thread.
    struct Waker: @unchecked Sendable {
        fileprivate let pointer: UnsafeMutableRawPointer

        func wake() {
            unsafe curl_multi_wakeup(pointer)
        }
    }

    var waker: Waker { unsafe Waker(pointer: pointer) }
}
