/// How much a line of a function's log matters.
enum LogLevel: Int, Sendable, Comparable {
    case trace, debug, info, warn, error, fatal

    /// Whatever the case of its letters; Python's own names too. Nil for what is none.
    init?(_ name: String) {
        switch name.uppercased() {
        case "TRACE": self = .trace
        case "DEBUG": self = .debug
        case "INFO": self = .info
        case "WARN", "WARNING": self = .warn
        case "ERROR": self = .error
        case "FATAL", "CRITICAL": self = .fatal
        default: return nil
        }
    }

    /// That of a line of JSON with a member `level`; Lambda takes any other line for `INFO`.
    init(ofLine line: String) {
        let name = line.utf8.first == UInt8(ascii: "{") ? (try? Document(json: line))?["level"]?.text : nil
        self = name.flatMap(LogLevel.init) ?? .info
    }

    static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}

extension FunctionConfiguration {
    /// Which of the function's own lines are logged; nil for all, as with the text format.
    var minimumLogLevel: LogLevel? {
        guard isLoggedAsJSON else { return nil }
        return logLevel.flatMap(LogLevel.init) ?? .info
    }

    /// Whether Lambda's own records are JSON.
    var isLoggedAsJSON: Bool { logFormat == "JSON" }
}
