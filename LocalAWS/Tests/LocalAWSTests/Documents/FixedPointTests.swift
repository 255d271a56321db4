import Testing

@testable import LocalAWS

@Suite struct `A number for people` {
    @Test(arguments: [
        (12.5, 2, "12.50"), (0, 2, "0.00"), (-0.001, 2, "0.00"), (-1.5, 1, "-1.5"), (999.999, 2, "1000.00"),
        (2.5, 0, "3"), (0.05, 3, "0.050"),
    ])
    func `has its decimals, rounded`(number: Double, decimals: Int, text: String) {
        #expect(fixedPoint(number, decimals: decimals) == text)
    }

    @Test func `that is beyond all measure is still written`() {
        #expect(fixedPoint(.infinity, decimals: 2) == "inf")
        #expect(fixedPoint(1e300, decimals: 2) == "1e+300")
    }
}
