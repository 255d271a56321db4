internal import CCurl

/// The one owner of a libcurl multi handle: its connections, its names looked up, its timers. It stays on the thread
/// that made it. Every easy handle is taken out before it goes.
@safe
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer

    init() throws(SetupFailure) {
        guard let pointer = unsafe curl_multi_init() else {
            throw SetupFailure(code: CURLE_FAILED_INIT, setting: "curl_multi_init")
        }
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe curl_multi_cleanup(pointer)
    }

    func set(_ option: CURLMoption, _ value: Int) {
        unsafe shim_multi_setopt_long(pointer, option, value)
    }

    func add(_ transfer: Transfer) -> CURLMcode {
        unsafe curl_multi_add_handle(pointer, transfer.pointer)
    }

    func remove(_ transfer: Transfer) {
        unsafe curl_multi_remove_handle(pointer, transfer.pointer)
    }

    /// Reads, writes and calls back whatever can be without waiting.
    func perform() -> CURLMcode {
        var running: Int32 = 0
        return unsafe curl_multi_perform(pointer, &running)
    }

    /// Waits for a socket, for a timer of libcurl's, or for a wake-up.
    func poll() -> CURLMcode {
        unsafe curl_multi_poll(pointer, nil, 0, 60_000, nil)
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

    /// What other threads may do: make `poll` return, now or the next time it is called. Valid as long as the
    /// multi handle is.
    ///
    /// It is sendable because `curl_multi_wakeup` is the one function of a multi handle that libcurl documents for use
    /// from any thread.
    @safe
    struct Waker: @unchecked Sendable {
        fileprivate let pointer: UnsafeMutableRawPointer

        func wake() {
            unsafe curl_multi_wakeup(pointer)
        }
    }

    var waker: Waker { unsafe Waker(pointer: pointer) }
}
