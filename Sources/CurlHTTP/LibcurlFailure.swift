internal import CCurl

/// libcurl couldn't do what it was asked outside of any transfer: which code, what it means, and at what.
struct LibcurlFailure: Error {
    let code: Int32
    let text: String

    init(code: CURLcode, setting: String) {
        self.code = Int32(code.rawValue)
        text = "\(setting): \(unsafe String(cString: curl_easy_strerror(code)))"
    }

    init(multi code: CURLMcode) {
        self.code = Int32(code.rawValue)
        text = "the multi handle: \(unsafe String(cString: curl_multi_strerror(code)))"
    }
}
