package import CurlHTTP
internal import Glibc
internal import Platform

extension AWSConfiguration {
    /// How to send requests: proxies and certificates as the environment has them, and the profile's `ca_bundle` where
    /// `AWS_CA_BUNDLE` isn't set.
    package var transportConfiguration: TransportConfiguration {
        var transport = TransportConfiguration(environment: environment)
        guard environment["AWS_CA_BUNDLE"] == nil, let caBundle else { return transport }
        let isReadable = unsafe access(caBundle, R_OK) == 0
        transport.authorities =
            isReadable
            ? .file(caBundle)
            : .missing("ca_bundle of profile \(quoted(profileName)) names \(caBundle), which can't be read")
        return transport
    }

    /// When failed calls are made again: as often as is configured, in the standard mode.
    package var retryPolicy: RetryPolicy {
        maxAttempts.map { RetryPolicy(maxAttempts: $0) } ?? RetryPolicy()
    }
}
