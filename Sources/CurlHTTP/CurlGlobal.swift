internal import CCurl

/// libcurl's process-wide state.
package enum CurlGlobal {
    /// Prepares libcurl, and through it OpenSSL, for use by any thread.
    ///
    /// Call it in `main` before there is a second thread: in a libcurl without the `threadsafe` feature (before 7.84, or
    /// built without atomics) it must not run while any other thread uses libcurl or a library that libcurl uses.
    /// Every transport calls it as well, so that forgetting it does no harm where libcurl is thread-safe; a
    /// repeated call only counts. Nothing is ever given back: the state is needed until the process ends.
    package static func initialise() {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }
}
