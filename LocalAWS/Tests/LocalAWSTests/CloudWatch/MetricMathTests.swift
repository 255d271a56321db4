import Testing

@testable import LocalAWS

@Suite struct `Metric math` {
    /// m1 and m2 share two of their periods; m2 is zero in one of them.
    private static let metrics: [String: [Int64: Double]] = [
        "m1": [0: 1, 60: 2, 120: 4], "m2": [60: 10, 120: 0, 180: 5],
    ]

    @Test(
        arguments: [
            ("m1", [0: 1, 60: 2, 120: 4]), ("m1 + m2", [60: 12, 120: 4]), ("m1 / m2", [60: 0.2]),
            ("-m1", [0: -1, 60: -2, 120: -4]),
            ("m1 * 2 + 1", [0: 3, 60: 5, 120: 9]), ("1 + m1 * 2", [0: 3, 60: 5, 120: 9]),
            ("(1 + m1) * 2", [0: 4, 60: 6, 120: 10]),
            ("10 - m1 - 1", [0: 8, 60: 7, 120: 5]), ("m1 ^ 2", [0: 1, 60: 4, 120: 16]),
            ("m1 >= 2", [0: 0, 60: 1, 120: 1]),
            ("SUM([m1, m2])", [0: 1, 60: 12, 120: 4, 180: 5]),
            ("SUM(METRICS())", [0: 1, 60: 12, 120: 4, 180: 5]),
            ("MAX(METRICS(\"m\"))", [0: 1, 60: 10, 120: 4, 180: 5]),
            ("AVG([m1,m2])", [0: 1, 60: 6, 120: 2, 180: 5]),
            ("m1 / SUM(m1) * 7", [0: 1, 60: 2, 120: 4]), ("m1 + MIN(m1)", [0: 2, 60: 3, 120: 5]),
            ("FILL(m2, 0)", [0: 0, 60: 10, 120: 0, 180: 5]),
            ("FILL(m1, REPEAT)", [0: 1, 60: 2, 120: 4, 180: 4]),
            ("IF(m1 > 1, m1)", [60: 2, 120: 4]), ("IF(m1 > 1, m1, 0)", [0: 0, 60: 2, 120: 4]),
            ("IF(m1 > 1 && m1 < 4, 1, 0)", [0: 0, 60: 1, 120: 0]), ("ABS(0 - m1)", [0: 1, 60: 2, 120: 4]),
            ("m1 + PERIOD(m1)", [0: 61, 60: 62, 120: 64]),
            ("CEIL(m1 / 3) + FLOOR(m1 / 3)", [0: 1, 60: 1, 120: 3]),
            ("e1 * 2", [0: 4, 60: 6, 120: 10]), ("1.5e1 * m1", [0: 15, 60: 30, 120: 60]),
        ] as [(String, [Int64: Double])]
    )
    func `an expression is computed point by point`(text: String, points: [Int64: Double]) throws {
        let result = try evaluate(text)
        #expect(result.count == 1)
        let computed = try #require(result.first).points
        #expect(Set(computed.keys) == Set(points.keys))
        for (start, value) in points { #expect(abs((computed[start] ?? .nan) - value) < 1e-9) }
    }

    @Test func `an expression of several series has several results`() throws {
        #expect(try evaluate("METRICS() * 2").map(\.points.count) == [3, 3])
    }

    @Test(arguments: [
        "", "m1 +", "m3", "(m1", "m1)", "SUM(m1", "SUM(m1)", "5", "SEARCH('x', 'Sum')",
        "METRICS() + METRICS()", "m1 m2",
        "\"x\"", "\"x", "self", "FILL(m1)", "[m1", "1..2 * m1", "PERIOD(5) * m1", "$",
    ])
    func `what can't be computed is refused`(text: String) {
        #expect(throws: MathError.self) { try evaluate(text) }
    }

    @Test func `nesting has its limit`() {
        let deep = String(repeating: "(", count: 1_000) + "m1" + String(repeating: ")", count: 1_000)
        #expect(throws: MathError.self) { try evaluate(deep) }
        #expect(throws: MathError.self) { try evaluate(String(repeating: "-", count: 1_000) + "m1") }
    }

    private func evaluate(_ text: String) throws -> [TimeSeries] {
        let statistic = { (name: String) in
            MetricQuery.Kind.metric(
                .init(metric: Metric(namespace: "N", name: name), period: 60, statistic: .sum, unit: nil)
            )
        }
        let query = { (id: String, kind: MetricQuery.Kind) in
            MetricQuery(id: id, kind: kind, label: nil, returnsData: true, period: nil)
        }
        let asked = query("asked", .expression(text))
        let queries = [
            query("m1", statistic("m1")), query("m2", statistic("m2")), query("e1", .expression("m1 + 1")),
            query("self", .expression("self + 1")), asked,
        ]
        var math = MetricMath(queries, over: MetricRange(start: 0, end: 240, period: 60)) {
            TimeSeries(period: 60, points: Self.metrics[$0.metric.name] ?? [:])
        }
        return try math.result(of: asked)
    }
}
