internal import CCurl

extension EasyHandle {
    /// Every option of a transfer but the callbacks.
    mutating func configure(
        for request: WireRequest,
        options: TransferOptions,
        configuration: TransportConfiguration
    ) throws(SetupFailure) {
        try collectErrorText()
        try setProcessManners()
        try setLimits(options, configuration)
        try setRoute(for: request, options, configuration)
        if request.scheme == .https { try setTrust(configuration) }
        try setRequest(request)
    }

    /// No signals, no redirects, no protocol but HTTP, and no file or environment variable of libcurl's own choice.
    private func setProcessManners() throws(SetupFailure) {
        try set(CURLOPT_NOSIGNAL, true)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, false)
        try set(CURLOPT_TCP_NODELAY, true)
        try set(CURLOPT_TCP_KEEPALIVE, true)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    }

    private func setLimits(
        _ options: TransferOptions,
        _ configuration: TransportConfiguration
    ) throws(SetupFailure) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: options.connectTimeout)
        if let limit = options.totalTimeout { try set(CURLOPT_TIMEOUT_MS, milliseconds: limit) }
        if let limit = options.lowSpeedTimeout {
            try set(CURLOPT_LOW_SPEED_LIMIT, 1)
            try set(CURLOPT_LOW_SPEED_TIME, seconds: limit)
        }
        try set(CURLOPT_MAXAGE_CONN, seconds: configuration.maximumIdleTime)
        try set(CURLOPT_FRESH_CONNECT, options.freshConnection)
    }

    /// A proxy is always named, if only as none, so that libcurl doesn't ask the process's environment.
    private func setRoute(
        for request: WireRequest,
        _ options: TransferOptions,
        _ configuration: TransportConfiguration
    ) throws(SetupFailure) {
        let proxy: String? =
            switch options.proxy {
            case .none: nil
            case .fromEnvironment: configuration.proxies.proxy(for: request)
            }
        try set(CURLOPT_PROXY, proxy ?? "")
        try set(CURLOPT_NOPROXY, "")
        try set(CURLOPT_URL, request.origin + "/")
        let isForwarded = proxy != nil && request.scheme == .http
        try set(CURLOPT_REQUEST_TARGET, isForwarded ? request.origin + request.target : request.target)
    }

    private func setTrust(_ configuration: TransportConfiguration) throws(SetupFailure) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if case .file(let path) = configuration.authorities { try set(CURLOPT_CAINFO, path) }
        if case .directory(let path) = configuration.authorities { try set(CURLOPT_CAPATH, path) }
        let version = configuration.httpVersion == .http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        try set(CURLOPT_HTTP_VERSION, Int(version))
    }

    /// The method and the body: a body is announced with its length wherever there is one, and where the method
    /// leads the server to expect one (RFC 9110, section 8.6).
    private mutating func setRequest(_ request: WireRequest) throws(SetupFailure) {
        if request.method == "HEAD" {
            try set(CURLOPT_NOBODY, true)
        } else if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            try set(CURLOPT_POST, true)
            try setBody(request.body)
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method)
        try setHeaders(request.headerLines)
    }
}
