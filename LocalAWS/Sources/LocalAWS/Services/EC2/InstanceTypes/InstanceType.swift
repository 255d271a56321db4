/// What the name of an instance type says.
enum InstanceType {
    /// What EC2 takes when the caller names none.
    static let standard = "m1.small"

    /// Refuses what isn't a family, a dot and a size. What is to be launched later only, as of a template, need be no more.
    static func check(_ name: String) throws(ServiceError) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            }
        guard isWellFormed else { throw invalid(name) }
    }

    /// Refuses what is no type of EC2's.
    static func checkExistence(_ name: String) throws(ServiceError) {
        guard InstanceTypeNames.contains(name) else { throw invalid(name) }
    }

    private static func invalid(_ name: String) -> ServiceError {
        .invalidParameterValue("Invalid value '\(name)' for InstanceType.")
    }

    /// `arm64` for families with a g after their number, such as `t4g`, `m7gd`, `c6gn`, and for `a1`;
    /// `x86_64` for all others.
    static func architecture(of name: String) -> String {
        let family = name.prefix { $0 != "." }
        let options = family.drop { !$0.isNumber }.drop { $0.isNumber }
        return options.contains("g") || family == "a1" ? "arm64" : "x86_64"
    }

    /// How a burstable type pays for what goes beyond its share, when its owner doesn't say; nil for other types.
    static func defaultCreditOption(of name: String) -> String? {
        switch name.prefix(while: { $0 != "." }) {
        case "t2": "standard"
        case "t3", "t3a", "t4g": "unlimited"
        default: nil
        }
    }
}
