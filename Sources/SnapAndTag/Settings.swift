package import LambdaRuntime
package import Platform

/// What can be set about the function, all of it by environment variables.
package struct Settings: Sendable, Equatable {
    /// How many CreateSnapshot calls are under way at once, over all instances of an event: 1 to 64, for that
    /// is how many connections there are to one host.
    package var concurrentCreates = 32
    /// How long an instance that EC2 doesn't show yet, or shows without volumes, is looked for, and EC2
    /// tried for that can't be reached at all.
    package var visibilityPatience: Duration = .seconds(30)
    /// The CloudWatch namespace of the metrics; nil writes none.
    package var metricsNamespace: String? = "SnapAndTag"
    /// Whether a batch of SQS messages that failed in part is answered with the failed ones, as a mapping with
    /// `ReportBatchItemFailures` expects. A mapping without it would take such an answer for success and delete the
    /// failed messages too, so by default the whole batch fails: what was done is found done when it comes again.
    package var reportsBatchItemFailures = false

    /// The defaults.
    package init() {}

    /// The settings that the environment makes.
    ///
    /// - Throws: `InvalidSetting` naming the variable, its value and the values that are accepted.
    package init(environment: Environment) throws(InvalidSetting) {
        if let text = environment[Self.concurrentCreatesName] {
            concurrentCreates = try Self.number(text, in: 1...64, of: Self.concurrentCreatesName)
        }
        if let text = environment[Self.visibilityPatienceName] {
            visibilityPatience = .seconds(try Self.number(text, in: 0...600, of: Self.visibilityPatienceName))
        }
        if let text = environment[Self.metricsNamespaceName] {
            metricsNamespace = try Self.namespace(text)
        }
        if let text = environment[Self.reportsBatchItemFailuresName] {
            reportsBatchItemFailures = try Self.flag(text, of: Self.reportsBatchItemFailuresName)
        }
    }

    static let concurrentCreatesName = "SNAP_AND_TAG_CONCURRENT_CREATES"
    static let visibilityPatienceName = "SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS"
    static let metricsNamespaceName = "SNAP_AND_TAG_METRICS_NAMESPACE"
    static let reportsBatchItemFailuresName = "SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES"

    private static func number(
        _ text: String,
        in range: ClosedRange<Int>,
        of name: String
    ) throws(InvalidSetting) -> Int {
        guard let value = Int(text), range.contains(value) else {
            throw InvalidSetting(
                variable: name,
                value: text,
                accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return value
    }

    private static func flag(_ text: String, of name: String) throws(InvalidSetting) -> Bool {
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default: throw InvalidSetting(variable: name, value: text, accepted: "true or false")
        }
    }

    private static func namespace(_ text: String) throws(InvalidSetting) -> String? {
        if text == "none" { return nil }
        let isValid =
            !text.hasPrefix("AWS/") && text.utf8.count <= 255
            && text.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return character.isASCII
                    && (character.isLetter || character.isNumber || ".-_/#: ".contains(character))
            }
        guard isValid else {
            throw InvalidSetting(
                variable: metricsNamespaceName,
                value: text,
                accepted: "none, or at most 255 of A-Z a-z 0-9 . - _ / # : and space, not beginning with AWS/"
            )
        }
        return text
    }
}
