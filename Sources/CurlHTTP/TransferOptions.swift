/// The limits of one transfer, and the way it takes.
package struct TransferOptions: Sendable, Equatable {
    /// Which proxy a transfer goes through.
    package enum Proxy: Sendable, Equatable {
        /// The one that the environment names for the URL, if any.
        case fromEnvironment
        /// None, whatever the environment says: the Runtime API and link-local addresses are never behind one.
        case none
    }

    /// For name look-up, TCP, proxy and TLS together.
    package var connectTimeout: Duration
    /// For the whole transfer; nil waits for ever, as the Runtime API's long poll must.
    package var totalTimeout: Duration?
    /// How long a transfer may crawl at less than a byte a second; nil tolerates any silence.
    package var lowSpeedTimeout: Duration?
    /// The largest answer taken, in bytes; a larger one fails with `responseTooLarge`.
    package var responseLimit: Int
    /// Which proxy to go through.
    package var proxy: Proxy

    /// The defaults suit an AWS API call.
    package init(
        connectTimeout: Duration = .seconds(3),
        totalTimeout: Duration? = .seconds(30),
        lowSpeedTimeout: Duration? = nil,
        responseLimit: Int = 16 * 1_024 * 1_024,
        proxy: Proxy = .fromEnvironment
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.lowSpeedTimeout = lowSpeedTimeout
        self.responseLimit = responseLimit
        self.proxy = proxy
    }
}
