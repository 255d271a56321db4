import Platform
import Testing

@testable import LocalAWS

@Suite struct `Metrics` {
    private let metric = Metric(
        namespace: "N",
        name: "m",
        dimensions: [MetricDimension(name: "b", value: "2"), MetricDimension(name: "a", value: "1")]
    )
    private let noon = TestCloud.noon

    @Test func `a metric is its full set of dimensions, in any order`() {
        let same = Metric(namespace: "N", name: "m", dimensions: metric.dimensions.reversed())
        #expect(same == metric)
        #expect(Metric(namespace: "N", name: "m", dimensions: [metric.dimensions[0]]) != metric)
    }

    @Test func `values are added up by the minute`() throws {
        var store = MetricStore()
        for (second, value) in [(0, 1.0), (59, 3), (60, 10)] {
            store.record(MetricDatum(metric, value, at: noon + .seconds(second)), at: noon)
        }
        let start = noon.secondsSinceEpoch
        let minutes = store.mergedPeriods(
            of: metric,
            unit: nil,
            MetricRange(start: start, end: start + 120, period: 60)
        )
        #expect(minutes[start]?.value(of: .sum) == 4)
        #expect(minutes[start]?.value(of: .average) == 2)
        #expect(minutes[start + 60]?.value(of: .maximum) == 10)
        let whole = store.mergedPeriods(
            of: metric,
            unit: nil,
            MetricRange(start: start, end: start + 300, period: 300)
        )
        #expect(whole[start]?.value(of: .sampleCount) == 3)
        #expect(whole[start]?.value(of: .minimum) == 1)
        let other = Metric(namespace: "N", name: "m")
        #expect(
            store.mergedPeriods(of: other, unit: nil, MetricRange(start: 0, end: start * 2, period: 60))
                .isEmpty
        )
    }

    @Test func `units are kept apart`() {
        var store = MetricStore()
        store.record(MetricDatum(metric, 1, at: noon, unit: .seconds), at: noon)
        store.record(MetricDatum(metric, 2, at: noon, unit: .count), at: noon)
        let start = noon.secondsSinceEpoch
        let range = MetricRange(start: start, end: start + 60, period: 60)
        #expect(Set(store.periods(of: metric, unit: nil, range).keys) == [.seconds, .count])
        #expect(store.mergedPeriods(of: metric, unit: .count, range)[start]?.value(of: .sum) == 2)
    }

    @Test func `old values become coarser and then go`() {
        var store = MetricStore()
        let day = Duration.seconds(86_400)
        let times = [noon, noon + .seconds(90), noon + .seconds(400)]
        for time in times { store.record(MetricDatum(metric, 1, at: time), at: noon) }
        let start = noon.secondsSinceEpoch
        let minutes = MetricRange(start: start, end: start + 3_600, period: 60)
        #expect(store.mergedPeriods(of: metric, unit: nil, minutes).count == 3)
        store.record(MetricDatum(metric, 9, at: noon + day * 16), at: noon + day * 16)
        #expect(Set(store.mergedPeriods(of: metric, unit: nil, minutes).keys) == [start, start + 300])
        store.record(MetricDatum(metric, 9, at: noon + day * 64), at: noon + day * 64)
        #expect(store.mergedPeriods(of: metric, unit: nil, minutes)[start]?.value(of: .sum) == 3)
        store.record(MetricDatum(metric, 9, at: noon + day * 456), at: noon + day * 456)
        #expect(store.mergedPeriods(of: metric, unit: nil, minutes).isEmpty)
    }

    @Test func `percentiles are exact for few values and close for many`() throws {
        var few = StatisticSet(1)
        for value in 2...100 { few.merge(StatisticSet(Double(value))) }
        #expect(few.value(of: .percentile(99)) == 99)
        #expect(few.value(of: .percentile(50)) == 50)
        #expect(few.value(of: .percentile(0)) == 1)
        var many = StatisticSet(0)
        for value in 1...10_000 { many.merge(StatisticSet(Double(value))) }
        let median = try #require(many.value(of: .percentile(50)))
        #expect(abs(median - 5_000) <= 50)
        var told = StatisticSet(sampleCount: 2, sum: 3, minimum: 1, maximum: 2)
        #expect(told.value(of: .percentile(50)) == nil)
        told.merge(StatisticSet(5))
        #expect(told.value(of: .percentile(50)) == nil)
        #expect(told.value(of: .average) == 8.0 / 3)
    }

    @Test(arguments: [("p99", "p99"), ("p99.9", "p99.9"), ("p5.0", "p5"), ("Sum", "Sum")])
    func `a statistic has a name`(text: String, canonical: String) {
        #expect(Statistic(text)?.text == canonical)
    }

    @Test(arguments: ["p", "p101", "p-1", "pp", "tm90", "sum", "p1e1", ""])
    func `what names no statistic is none`(text: String) {
        #expect(Statistic(text) == nil)
    }
}
