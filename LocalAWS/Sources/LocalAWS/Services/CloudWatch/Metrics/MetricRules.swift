/// What CloudWatch takes (API reference, PutMetricData and MetricDatum).
enum MetricRules {
    /// How long ago a value may have been measured.
    static let maximumAge: Duration = .seconds(14 * 86_400)
    /// How far ahead a client's clock may be.
    static let maximumLead: Duration = .seconds(2 * 3_600)

    static func isNamespace(_ text: String) -> Bool {
        isName(text) && !text.hasPrefix(":")
    }

    static func isName(_ text: String) -> Bool {
        (1...255).contains(text.unicodeScalars.count)
    }

    /// Whether a number is one, and within 2^-360 to 2^360.
    static func isValue(_ number: Double) -> Bool {
        number == 0
            || number.isFinite && abs(number) <= Double(sign: .plus, exponent: 360, significand: 1)
                && abs(number) >= Double(sign: .plus, exponent: -360, significand: 1)
    }
}
