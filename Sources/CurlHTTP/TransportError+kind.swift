internal import CCurl

extension TransportError.Kind {
    /// What a code of libcurl's means for a caller. Some codes stand for one thing before the request was begun
    /// (a proxy that declined) and for another after it (a connection that was lost).
    init(_ code: CURLcode, requestBegan: Bool) {
        self =
            switch code {
            case CURLE_URL_MALFORMAT: .invalidRequest
            case CURLE_UNSUPPORTED_PROTOCOL: requestBegan ? .malformedResponse : .invalidRequest
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameResolution
            case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: .connection
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED: .tls
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CRL_BADFILE:
                .certificate
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND:
                requestBegan ? .connectionLost : .connection
            case CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM: .connectionLost
            case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .malformedResponse
            case CURLE_FILESIZE_EXCEEDED: .responseTooLarge
            default: .other
            }
    }
}
