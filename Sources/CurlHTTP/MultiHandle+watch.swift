internal import CCurl
internal import Glibc

/// What libcurl calls to say what it waits for, in C's clothes.
extension MultiHandle {
    /// Has libcurl tell the watch, which lives longer than the multi handle.
    static func install(_ watch: Watch, in pointer: UnsafeMutableRawPointer) {
        let context = unsafe Unmanaged.passUnretained(watch).toOpaque()
        unsafe shim_multi_setopt_pointer(pointer, CURLMOPT_SOCKETDATA, context)
        unsafe shim_multi_setopt_pointer(pointer, CURLMOPT_TIMERDATA, context)
        unsafe shim_multi_setopt_socket_callback(pointer) { _, socket, what, context, _ in
            guard let context = unsafe context else { return -1 }
            let watch = unsafe Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
            switch what {
            case CURL_POLL_IN: watch.set(socket, events: POLLIN)
            case CURL_POLL_OUT: watch.set(socket, events: POLLOUT)
            case CURL_POLL_INOUT: watch.set(socket, events: POLLIN | POLLOUT)
            default: watch.remove(socket)
            }
            return 0
        }
        unsafe shim_multi_setopt_timer_callback(pointer) { _, milliseconds, context in
            guard let context = unsafe context else { return -1 }
            let watch = unsafe Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
            watch.setTimer(after: milliseconds < 0 ? nil : .milliseconds(milliseconds))
            return 0
        }
    }
}
