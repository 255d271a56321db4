internal import Platform
internal import SigV4

/// What is remembered of a call from attempt to attempt.
struct CallInProgress {
    let operation: String
    let idempotency: QueryRequest.Idempotency
    /// How long one attempt may take; nil leaves it at the caller's limit.
    let timeLimit: Duration?
    /// The same for all attempts, so that they can be told to be one call.
    let invocationID = InvocationID.random()
    /// The attempt that is made or was made last, counted from 1.
    var attempt = 1
    /// Why the last attempt failed.
    var lastError: AWSClientError?
    /// What the last retry took from the quota.
    var lastRetryCost: Int?
    /// Each remedy is tried once.
    var remediesTried: Set<Remedy> = []
}

/// Why an attempt failed, with what the answer tells about trying again.
struct AttemptFailure: Error {
    let error: AWSClientError
    /// How long the answer asks to wait.
    var serverDelay: Duration?
    /// What time it was by the server's clock.
    var serverDate: Timestamp?
    /// What time it was by the clock that the request was signed with.
    var signedAt: Timestamp?
    /// What the request was signed with.
    var credentials: ResolvedCredentials?

    init(_ error: AWSClientError) {
        self.error = error
    }
}

/// A UUID of version 4 as text. One half is the process's, since the system is asked for each word of random bits.
enum InvocationID {
    private static let process = UInt64.random(in: .min ... .max)

    static func random() -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        var word = UInt64.random(in: .min ... .max)
        for index in 0..<16 {
            if index == 8 { word = process }
            var byte = UInt8(truncatingIfNeeded: word)
            word >>= 8
            if index == 6 { byte = byte & 0x0F | 0x40 }
            if index == 8 { byte = byte & 0x3F | 0x80 }
            if index == 4 || index == 6 || index == 8 || index == 10 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(lowerHexDigit(byte >> 4))
            bytes.append(lowerHexDigit(byte & 0x0F))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func lowerHexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
