/// The limits of one transfer, and the way it takes.
package struct TransferOptions: Sendable, Equatable {
    /// Which proxy a transfer goes through.
    package enum Proxy: Sendable, Equatable {
        /// The one that the environment names for the URL, if any.
        case fromEnvironment
        /// None, whatever the environment says: the Runtime API and link-local addresses are never behind one.
        case none
    }

    /// What becomes of a request when the kept connection it was sent on turns out to be dead, as after a thaw.
    package enum Resend: Sendable, Equatable {
        /// It goes out on another connection only if no byte of it had been written to the dead one; otherwise
        /// the transfer fails with `connectionLost` and `maybeReceived`, and the caller decides.
        case onlyUnsent
        /// It goes out again on another connection as long as no byte of an answer had come, which is what libcurl
        /// does when left alone. Only for requests that may be performed twice.
        case untilAnswered
    }

    /// For name look-up, TCP, proxy and TLS together, from the moment a connection may be opened.
    package var connectTimeout: Duration
    /// For the whole transfer, with any wait for a connection; nil waits for ever, as the Runtime API's long poll must.
    package var totalTimeout: Duration?
    /// The largest body taken, in bytes; a larger one fails with `responseTooLarge`.
    package var responseLimit: Int
    /// The largest head taken, in bytes, interim heads and trailers included; a larger one fails likewise.
    package var headLimit: Int
    /// Which proxy to go through.
    package var proxy: Proxy
    /// Whether libcurl may send the request again of its own accord.
    package var resend: Resend
    /// Whether to open a new connection even where a kept one could be used.
    package var freshConnection: Bool

    /// The defaults suit an AWS API call.
    package init(
        connectTimeout: Duration = .seconds(3),
        totalTimeout: Duration? = .seconds(30),
        responseLimit: Int = 16 * 1_024 * 1_024,
        headLimit: Int = 128 * 1_024,
        proxy: Proxy = .fromEnvironment,
        resend: Resend = .onlyUnsent,
        freshConnection: Bool = false
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.responseLimit = responseLimit
        self.headLimit = headLimit
        self.proxy = proxy
        self.resend = resend
        self.freshConnection = freshConnection
    }
}
