internal import Platform

/// The identifiers of an execution environment and its invocations, made from a seed.
struct FunctionIdentifiers: Sendable {
    private var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(state: seed)
    }

    /// Those of a new event's first attempt.
    mutating func invocation() -> InvocationIDs {
        InvocationIDs(requestID: uuid(), invocationID: uuid())
    }

    /// The trace header of an invocation.
    mutating func traceID(at time: Timestamp) -> String {
        let seconds = hexadecimal(UInt64(clamping: time.secondsSinceEpoch), digits: 8)
        return "Root=1-\(seconds)-\(digits(24));Parent=\(digits(16));Sampled=0"
    }

    /// `2026/03/02/[$LATEST]` and 32 digits.
    mutating func logStream(version: String, at time: Timestamp) -> String {
        let date = time.iso8601.prefix(10).replacing("-", with: "/")
        return "\(date)/[\(version)]\(digits(32))"
    }

    /// That many random hexadecimal digits.
    mutating func digits(_ count: Int) -> String {
        var digits = ""
        while digits.count < count {
            digits += hexadecimal(generator.next(), digits: min(16, count - digits.count))
        }
        return digits
    }

    /// A random UUID (RFC 9562, version 4).
    private mutating func uuid() -> String {
        let variant = hexadecimal(8 | generator.next() & 3, digits: 1)
        return "\(digits(8))-\(digits(4))-4\(digits(3))-\(variant)\(digits(3))-\(digits(12))"
    }

    /// The low digits of the number.
    private func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String((String(repeating: "0", count: 16) + text).suffix(digits))
    }
}

/// Steele, Lea and Flood's generator: small, fast, and the same everywhere for the same seed.
private struct SplitMix64: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
