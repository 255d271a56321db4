internal import CCurl

/// The one owner of a libcurl easy handle and of everything libcurl is given a pointer to: the header list and the
/// error buffer. All three are freed together, after the handle was taken out of its multi handle.
@safe
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var headers: HeaderList?

    init() throws(LibcurlFailure) {
        guard let pointer = unsafe curl_easy_init() else {
            throw LibcurlFailure(code: CURLE_FAILED_INIT, setting: "curl_easy_init")
        }
        unsafe self.pointer = unsafe pointer
        unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        headers = nil
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe errorBuffer.deallocate()
    }

    /// libcurl's own words about the failure, and otherwise the code's text.
    func errorText(of code: CURLcode) -> String {
        let detail = unsafe String(cString: errorBuffer)
        return detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
    }

    /// Has libcurl put its words about a failure where `errorText(of:)` finds them, and forgets earlier ones.
    func collectErrorText() throws(LibcurlFailure) {
        unsafe errorBuffer[0] = 0
        try unsafe set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(errorBuffer))
    }

    func set(_ option: CURLoption, _ value: Int) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_long(pointer, option, value), option)
    }

    func set(_ option: CURLoption, _ value: Bool) throws(LibcurlFailure) {
        try set(option, value ? 1 : 0)
    }

    /// Milliseconds, rounded up to at least one, since zero means "no limit" or "the default" to libcurl.
    func set(_ option: CURLoption, milliseconds duration: Duration) throws(LibcurlFailure) {
        let milliseconds = (duration / .milliseconds(1)).rounded(.up)
        try set(option, Int(min(max(milliseconds, 1), Double(Int32.max))))
    }

    /// Seconds, rounded up to at least one.
    func set(_ option: CURLoption, seconds duration: Duration) throws(LibcurlFailure) {
        let seconds = (duration / .seconds(1)).rounded(.up)
        try set(option, Int(min(max(seconds, 1), Double(Int32.max / 1_000))))
    }

    /// libcurl copies the text; nil takes a default back.
    func set(_ option: CURLoption, _ value: String?) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_string(pointer, option, value), option)
    }

    /// libcurl keeps the pointer; what it points to must outlive the handle or be owned by it.
    @unsafe
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_pointer(pointer, option, value), option)
    }

    func set(
        _ option: CURLoption,
        _ callback:
            @convention(c) (
                UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
            ) -> Int
    ) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_data_callback(pointer, option, callback), option)
    }

    func setPrerequest(_ callback: @escaping curl_prereq_callback) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_prereq_callback(pointer, callback), CURLOPT_PREREQFUNCTION)
    }

    func setOpenSocket(_ callback: @escaping curl_opensocket_callback) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_opensocket_callback(pointer, callback), CURLOPT_OPENSOCKETFUNCTION)
    }

    func setSSLContext(_ callback: @escaping curl_ssl_ctx_callback) throws(LibcurlFailure) {
        try check(unsafe shim_easy_setopt_ssl_ctx_callback(pointer, callback), CURLOPT_SSL_CTX_FUNCTION)
    }

    func setCloseSocket(_ callback: @escaping curl_closesocket_callback) throws(LibcurlFailure) {
        try check(
            unsafe shim_easy_setopt_closesocket_callback(pointer, callback),
            CURLOPT_CLOSESOCKETFUNCTION
        )
    }

    /// libcurl copies the bytes.
    func setBody(_ body: [UInt8]) throws(LibcurlFailure) {
        let sized = unsafe shim_easy_setopt_offset(
            pointer,
            CURLOPT_POSTFIELDSIZE_LARGE,
            curl_off_t(body.count)
        )
        try check(sized, CURLOPT_POSTFIELDSIZE_LARGE)
        let copied = unsafe body.withUnsafeBytes { bytes in
            unsafe shim_easy_setopt_pointer(
                pointer,
                CURLOPT_COPYPOSTFIELDS,
                UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            )
        }
        try check(copied, CURLOPT_COPYPOSTFIELDS)
    }

    /// The request's header lines in place of an earlier request's, which libcurl must have let go of before they are
    /// freed.
    mutating func setHeaders(_ lines: HeaderLines) throws(LibcurlFailure) {
        let list = HeaderList(lines)
        try unsafe set(CURLOPT_HTTPHEADER, list.first)
        headers = consume list
    }

    /// A number that libcurl knows about the transfer, 0 when it doesn't.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe shim_easy_getinfo_long(pointer, info, &value)
        return value
    }

    /// A text that libcurl knows about the transfer, empty when it doesn't.
    func text(_ info: CURLINFO) -> String {
        var value: UnsafeMutableRawPointer?
        unsafe shim_easy_getinfo_pointer(pointer, info, &value)
        guard let value = unsafe value else { return "" }
        return unsafe String(cString: value.assumingMemoryBound(to: CChar.self))
    }

    /// The socket of the connection that the ended transfer left to libcurl; nil when it was closed.
    var keptSocket: Int32? {
        var socket = CURL_SOCKET_BAD
        unsafe shim_easy_getinfo_socket(pointer, CURLINFO_ACTIVESOCKET, &socket)
        return socket == CURL_SOCKET_BAD ? nil : socket
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(LibcurlFailure) {
        guard code != CURLE_OK else { return }
        throw LibcurlFailure(code: code, setting: "option \(option.rawValue)")
    }
}
