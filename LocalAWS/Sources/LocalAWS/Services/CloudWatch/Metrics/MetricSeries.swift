/// The values of a metric in one unit, added up by the minute or by the second; the older, the coarser (CloudWatch
/// User Guide, "Metrics retention").
struct MetricSeries: Codable, Sendable {
    /// What is known of the time from a second on, up to the next bucket at most.
    struct Bucket: Codable, Sendable, Equatable {
        /// In seconds since 1970.
        let start: Int64
        var statistics: StatisticSet
    }

    private static let hour: Int64 = 3_600
    private static let day: Int64 = 86_400

    /// In the order of their starts.
    private var buckets: [Bucket] = []
    private var lastCompaction: Int64 = 0

    /// The start of the newest bucket, nil when there is none.
    var lastStart: Int64? { buckets.last?.start }

    /// - Parameters:
    ///   - second: when it was measured, in seconds since 1970.
    ///   - resolution: 1 or 60, in seconds.
    ///   - now: in seconds since 1970.
    mutating func add(_ statistics: StatisticSet, at second: Int64, resolution: Int64, now: Int64) {
        insert(Bucket(start: second.rounded(downTo: resolution), statistics: statistics))
        guard now - lastCompaction > Self.hour else { return }
        lastCompaction = now
        compact(now)
    }

    private mutating func insert(_ bucket: Bucket) {
        let position = firstIndex(notBefore: bucket.start)
        if position < buckets.count, buckets[position].start == bucket.start {
            buckets[position].statistics.merge(bucket.statistics)
        } else {
            buckets.insert(bucket, at: position)
        }
    }

    /// Seconds become minutes after 3 hours, those become 5 minutes after 15 days and hours after 63 days; after 455
    /// days they are gone.
    private mutating func compact(_ now: Int64) {
        let old = buckets
        buckets = []
        for bucket in old where now - bucket.start < 455 * Self.day {
            let resolution: Int64 =
                switch now - bucket.start {
                case ..<(3 * Self.hour): 1
                case ..<(15 * Self.day): 60
                case ..<(63 * Self.day): 300
                default: Self.hour
                }
            insert(Bucket(start: bucket.start.rounded(downTo: resolution), statistics: bucket.statistics))
        }
    }

    /// What is known of each period that begins in the given time and has any values, by the period's start.
    ///
    /// - Parameters:
    ///   - start: of the first period, in seconds since 1970.
    ///   - end: excluded.
    ///   - period: in seconds.
    func periods(from start: Int64, to end: Int64, period: Int64) -> [Int64: StatisticSet] {
        var periods: [Int64: StatisticSet] = [:]
        for bucket in buckets[firstIndex(notBefore: start)...] {
            guard bucket.start < end else { break }
            let periodStart = start + (bucket.start - start) / period * period
            if periods[periodStart]?.merge(bucket.statistics) == nil {
                periods[periodStart] = bucket.statistics
            }
        }
        return periods
    }

    private func firstIndex(notBefore start: Int64) -> Int {
        var low = 0
        var high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Int64 {
    /// The greatest multiple of a step that isn't greater.
    func rounded(downTo step: Int64) -> Int64 {
        let remainder = self % step
        return self - (remainder < 0 ? remainder + step : remainder)
    }
}
