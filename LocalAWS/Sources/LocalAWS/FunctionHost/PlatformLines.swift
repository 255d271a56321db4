internal import Platform

/// The lines that Lambda itself writes into a function's log, in text format. Fields are separated by tabs.
enum PlatformLines {
    /// How an invocation or an initialisation ended, where it didn't end well.
    enum Status: Sendable, Equatable {
        case timeout
        case error(type: String)

        /// As text has it.
        fileprivate var fields: String {
            switch self {
            case .timeout: "Status: timeout"
            case .error(let type): "Status: error\tError Type: \(type)"
            }
        }
    }

    static func initStart(runtime: String, region: String, digest: String) -> String {
        "INIT_START Runtime Version: \(runtimeVersion(runtime))\t"
            + "Runtime Version ARN: \(runtimeARN(region: region, digest: digest))"
    }

    static func runtimeVersion(_ runtime: String) -> String { "\(runtime).v100" }

    static func runtimeARN(region: String, digest: String) -> String {
        "arn:aws:lambda:\(region)::runtime:\(digest)"
    }

    /// Written only when the initialisation failed.
    static func initReport(_ duration: Duration, phase: String, status: Status) -> String {
        "INIT_REPORT Init Duration: \(milliseconds(duration)) ms\tPhase: \(phase)\t\(status.fields)"
    }

    static func start(requestID: String, version: String) -> String {
        "START RequestId: \(requestID) Version: \(version)"
    }

    static func end(requestID: String) -> String {
        "END RequestId: \(requestID)"
    }

    /// A process that ended by itself: two lines.
    static func exit(requestID: String, _ exit: ProcessExit) -> [String] {
        ["RequestId: \(requestID) Error: \(exit.message)", exit.errorType]
    }

    static func timedOut(requestID: String, at time: Timestamp, after limit: Duration) -> String {
        "\(time.iso8601) \(requestID) \(timedOut(after: limit))"
    }

    static func timedOut(after limit: Duration) -> String {
        "Task timed out after \(fixedPoint(limit / .seconds(1), decimals: 2)) seconds"
    }

    static func report(_ figures: InvocationFigures, requestID: String, status: Status?) -> String {
        var fields = [
            "REPORT RequestId: \(requestID)",
            "Duration: \(milliseconds(figures.duration)) ms",
            "Billed Duration: \(figures.billedMilliseconds) ms",
            "Memory Size: \(figures.memorySize) MB",
            "Max Memory Used: \(figures.maxMemoryUsed) MB",
        ]
        if let duration = figures.initDuration {
            fields.append("Init Duration: \(milliseconds(duration)) ms")
        }
        if let status { fields.append(status.fields) }
        return fields.joined(separator: "\t") + "\t"
    }

    private static func milliseconds(_ duration: Duration) -> String {
        fixedPoint(duration / .milliseconds(1), decimals: 2)
    }
}
