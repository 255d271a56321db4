import Glibc

/// How often there was which value. Of more than a few hundred different ones it keeps three significant digits, so
/// that it stays small.
struct ValueDistribution: Codable, Sendable, Equatable {
    private static let maximumExactValues = 500

    private var counts: [Double: Double]
    private var isRounded = false

    init(_ value: Double, count: Double) {
        counts = [value: count]
    }

    mutating func merge(_ other: ValueDistribution) {
        for (value, count) in other.counts { add(value, count: count) }
    }

    private mutating func add(_ value: Double, count: Double) {
        counts[isRounded ? Self.rounded(value) : value, default: 0] += count
        guard !isRounded, counts.count > Self.maximumExactValues else { return }
        isRounded = true
        counts = Dictionary(counts.map { (Self.rounded($0.key), $0.value) }, uniquingKeysWith: +)
    }

    private static func rounded(_ value: Double) -> Double {
        guard value != 0, value.isFinite else { return value }
        let scale = pow(10, floor(log10(abs(value))) - 2)
        return (value / scale).rounded() * scale
    }

    /// The value that as many percent of all values don't exceed.
    func percentile(_ percent: Double) -> Double? {
        let sorted = counts.sorted { $0.key < $1.key }
        let rank = percent / 100 * sorted.reduce(0) { $0 + $1.value }
        var seen = 0.0
        for (value, count) in sorted {
            seen += count
            if seen >= rank, seen > 0 { return value }
        }
        return sorted.last?.key
    }
}
