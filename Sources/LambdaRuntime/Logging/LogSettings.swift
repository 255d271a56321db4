package import Logging
package import Platform

/// The log's format and level, as `AWS_LAMBDA_LOG_FORMAT` and `AWS_LAMBDA_LOG_LEVEL` ask for them.
package struct LogSettings: Sendable, Equatable {
    /// How a line looks.
    package enum Format: String, Sendable {
        /// Time, level, request ID, message, for people.
        case text
        /// One JSON object, for CloudWatch Logs Insights.
        case json
    }

    /// How a line looks.
    package var format: Format
    /// The level below which nothing is written.
    package var level: Logger.Level
    /// What was wrong with the variables. Lambda checks them itself when the function is configured, so a mistake in
    /// them is worth a warning and no more.
    package private(set) var warnings: [String]

    /// Settings of these values.
    package init(format: Format = .text, level: Logger.Level = .info) {
        self.format = format
        self.level = level
        warnings = []
    }

    /// Reads the variables, whatever their case; text above level INFO is what absent ones mean.
    package init(_ environment: Environment) {
        self.init()
        let formatVariable = "AWS_LAMBDA_LOG_FORMAT"
        if let text = environment[formatVariable] {
            if let format = Format(rawValue: text.lowercased()) {
                self.format = format
            } else {
                warn(InvalidSetting(variable: formatVariable, value: text, accepted: "Text or JSON"))
            }
        }
        let levelVariable = "AWS_LAMBDA_LOG_LEVEL"
        if let text = environment[levelVariable] {
            if let level = Self.levels[text.uppercased()] {
                self.level = level
            } else {
                let names = "TRACE, DEBUG, INFO, WARN, ERROR or FATAL"
                warn(InvalidSetting(variable: levelVariable, value: text, accepted: names))
            }
        }
    }

    private mutating func warn(_ setting: InvalidSetting) {
        warnings.append(setting.errorMessage)
    }

    private static let levels: [String: Logger.Level] = [
        "TRACE": .trace, "DEBUG": .debug, "INFO": .info, "WARN": .warning, "ERROR": .error,
        "FATAL": .critical,
    ]
}

extension Logger.Level {
    /// Lambda's name of the level.
    var lambdaName: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARN"
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }
}
