internal import CCurl
internal import Platform

extension EasyHandle {
    /// Every option that is the same for all transfers of a route.
    func setUp(
        for route: Route,
        _ request: WireRequest,
        _ configuration: TransportConfiguration
    ) throws(LibcurlFailure) {
        try setManners()
        try set(CURLOPT_MAXAGE_CONN, seconds: configuration.maximumIdleTime)
        try setRoute(route, for: request)
        try setTrust(configuration)
        try setVersion(configuration.httpVersion)
    }

    /// Every option of one transfer but whom to call, in place of those of an earlier one.
    mutating func load(_ order: TransferOrder) throws(LibcurlFailure) {
        try collectErrorText()
        try setLimits(order)
        try setTarget(of: order.request, order.route)
        try setRequest(order.request)
    }

    /// No signals, no redirects, no protocol but HTTP, and no file or environment variable of libcurl's own choice.
    private func setManners() throws(LibcurlFailure) {
        try set(CURLOPT_NOSIGNAL, true)
        // Else a transfer that ends while its host's name is looked up would hold the loop until the resolver gives up.
        try set(CURLOPT_QUICK_EXIT, true)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, false)
        try set(CURLOPT_TCP_NODELAY, true)
        try set(CURLOPT_TCP_KEEPALIVE, true)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    }

    /// What a transfer has waited for a connection counts for the whole, and not for connecting. Zero is no limit.
    private func setLimits(_ order: TransferOrder) throws(LibcurlFailure) {
        let options = order.options
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: options.connectTimeout)
        if let limit = order.timeLeft {
            try set(CURLOPT_TIMEOUT_MS, milliseconds: limit)
        } else {
            try set(CURLOPT_TIMEOUT_MS, 0)
        }
        try set(CURLOPT_FRESH_CONNECT, options.freshConnection)
    }

    /// A proxy is always named, if only as none, so that libcurl doesn't ask the process's environment.
    private func setRoute(_ route: Route, for request: WireRequest) throws(LibcurlFailure) {
        let proxy = route.proxy
        try set(CURLOPT_PROXY, proxy?.address ?? "")
        try set(CURLOPT_NOPROXY, "")
        if let username = proxy?.username { try set(CURLOPT_PROXYUSERNAME, username) }
        if let password = proxy?.password { try set(CURLOPT_PROXYPASSWORD, password) }
        try set(CURLOPT_URL, joined(request.origin, "/"))
        // No more than one TLS record at a time: what was written only in part, OpenSSL reports as not written at all.
        if request.scheme == .https { try set(CURLOPT_UPLOAD_BUFFERSIZE, 16_384) }
    }

    private func setTarget(of request: WireRequest, _ route: Route) throws(LibcurlFailure) {
        let isForwarded = route.proxy?.isForward == true && request.scheme == .http
        try set(CURLOPT_REQUEST_TARGET, isForwarded ? request.origin + request.target : request.target)
    }

    /// The server, and a proxy that is spoken to over TLS, have to prove who they are. There is no way to turn
    /// this off.
    private func setTrust(_ configuration: TransportConfiguration) throws(LibcurlFailure) {
        for option in [CURLOPT_SSL_VERIFYPEER, CURLOPT_PROXY_SSL_VERIFYPEER] { try set(option, 1) }
        for option in [CURLOPT_SSL_VERIFYHOST, CURLOPT_PROXY_SSL_VERIFYHOST] { try set(option, 2) }
        for option in [CURLOPT_SSLVERSION, CURLOPT_PROXY_SSLVERSION] {
            try set(option, Int(CURL_SSLVERSION_TLSv1_2))
        }
        switch configuration.authorities {
        case .file where LazyTrust.isPossible:
            try setAuthorities(file: nil, directory: nil)
            // The store is ours, and libcurl has none to keep.
            try set(CURLOPT_CA_CACHE_TIMEOUT, 0)
            try installTrustCallback()
        case .file(let path): try setAuthorities(file: path, directory: nil)
        case .directory(let path): try setAuthorities(file: nil, directory: path)
        case .missing: try setAuthorities(file: nil, directory: nil)
        }
    }

    /// Both are always set, if only to nothing: else libcurl would add the places it was built with. Without a
    /// directory it also reads the file only once for all connections of a multi handle.
    private func setAuthorities(file: String?, directory: String?) throws(LibcurlFailure) {
        for option in [CURLOPT_CAINFO, CURLOPT_PROXY_CAINFO] { try set(option, file) }
        for option in [CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH] { try set(option, directory) }
    }

    private func setVersion(_ version: TransportConfiguration.HTTPVersion) throws(LibcurlFailure) {
        switch version {
        case .http1:
            try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        case .http2:
            try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        }
    }

    /// The method and the body: a body is announced with its length wherever there is one, and where the method
    /// leads the server to expect one (RFC 9110, section 8.6).
    private mutating func setRequest(_ request: WireRequest) throws(LibcurlFailure) {
        if request.method == "HEAD" {
            try set(CURLOPT_NOBODY, true)
        } else if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            try set(CURLOPT_POST, true)
            try setBody(request.body)
        } else {
            try set(CURLOPT_HTTPGET, true)
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method)
        try setHeaders(request.headerLines)
    }
}
