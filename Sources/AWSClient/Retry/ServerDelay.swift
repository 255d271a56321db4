internal import CurlHTTP
internal import HTTPTypes
internal import Platform

extension HTTPField.Name {
    fileprivate static let amazonRetryAfter = Self(staticName: "x-amz-retry-after")
}

/// How long an answer asks to wait: `x-amz-retry-after` in milliseconds, or else `Retry-After` in seconds or as a date
/// (RFC 9110, 10.2.3). Nil when it asks nothing, or nothing that can be read.
func serverDelay(_ fields: HTTPFields, now: Timestamp) -> Duration? {
    if let text = fields[.amazonRetryAfter], let delay = UInt32(text) {
        return .milliseconds(Int64(delay))
    }
    guard let text = fields[.retryAfter] else { return nil }
    if let delay = UInt32(text) { return .seconds(Int64(delay)) }
    return Timestamp(httpDate: text).map { max(.zero, $0 - now) }
}
