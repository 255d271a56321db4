internal import Platform

/// Something that Lambda itself writes into a function's log. Where there is a status, nil is success.
enum PlatformEvent: Sendable {
    case initStart(digest: String)
    case initRuntimeDone(phase: String, status: PlatformLines.Status?)
    case initReport(Duration, phase: String, status: PlatformLines.Status?)
    case start(requestID: String)
    /// The process ended by itself.
    case exit(ProcessExit, requestID: String)
    case timedOut(after: Duration, requestID: String)
    case runtimeDone(requestID: String, Duration, producedBytes: Int, status: PlatformLines.Status?)
    case end(requestID: String)
    case report(InvocationFigures, requestID: String, status: PlatformLines.Status?)
}

/// Lambda's own part of a function's log, as text or as JSON.
struct PlatformLog: Sendable {
    private let function: FunctionConfiguration
    private let instanceID: String
    /// Records of JSON below it aren't written.
    private let minimumLevel: LogLevel

    /// - Parameter instanceID: that of the execution environment: its log stream.
    init(_ function: FunctionConfiguration, instanceID: String) {
        self.function = function
        self.instanceID = instanceID
        minimumLevel = function.systemLogLevel.flatMap(LogLevel.init) ?? .info
    }

    /// The lines of an event, none if it isn't written in this format or at this level.
    func lines(of event: PlatformEvent, at time: Timestamp) -> [String] {
        guard function.isLoggedAsJSON else { return text(event, at: time) }
        guard let record = record(of: event), record.level >= minimumLevel else { return [] }
        let members = String(decoding: record.members.jsonBytes, as: UTF8.self)
        return [#"{"time":"\#(time.iso8601)","type":"platform.\#(record.type)","record":\#(members)}"#]
    }

    private func text(_ event: PlatformEvent, at time: Timestamp) -> [String] {
        switch event {
        case .initStart(let digest):
            [PlatformLines.initStart(runtime: function.runtime, region: function.region, digest: digest)]
        case .initReport(let duration, let phase, let status?):
            [PlatformLines.initReport(duration, phase: phase, status: status)]
        case .start(let requestID):
            [PlatformLines.start(requestID: requestID, version: function.version)]
        case .exit(let exit, let requestID):
            PlatformLines.exit(requestID: requestID, exit)
        case .timedOut(let limit, let requestID):
            [PlatformLines.timedOut(requestID: requestID, at: time, after: limit)]
        case .end(let requestID):
            [PlatformLines.end(requestID: requestID)]
        case .report(let figures, let requestID, let status):
            [PlatformLines.report(figures, requestID: requestID, status: status)]
        case .initRuntimeDone, .initReport, .runtimeDone: []
        }
    }
}

/// The records of JSON: the members that the Telemetry API's events have, at the levels that Lambda's documentation maps
/// them to. How a process ended is part of `platform.report` and has no record of its own.
extension PlatformLog {
    private struct Record {
        let type: String
        let level: LogLevel
        let members: Document

        init(_ type: String, _ level: LogLevel, _ members: [String: Document]) {
            self.type = type
            self.level = level
            self.members = .structure(members)
        }
    }

    private static let initializationType: Document = "on-demand"

    private func record(of event: PlatformEvent) -> Record? {
        switch event {
        case .initStart(let digest):
            return Record("initStart", .info, initStart(digest: digest))
        case .initRuntimeDone(let phase, let status):
            return Record(
                "initRuntimeDone",
                status == nil ? .debug : .warn,
                ["initializationType": Self.initializationType, "phase": .text(phase)] + Self.outcome(status)
            )
        case .initReport(let duration, let phase, let status):
            let metrics: Document = ["durationMs": Self.milliseconds(duration)]
            return Record(
                "initReport",
                status == nil ? .debug : .warn,
                [
                    "initializationType": Self.initializationType, "phase": .text(phase), "metrics": metrics,
                ] + Self.outcome(status)
            )
        case .start(let requestID):
            return Record(
                "start",
                .info,
                ["requestId": .text(requestID), "version": .text(function.version)]
            )
        case .runtimeDone(let requestID, let duration, let bytes, let status):
            let metrics: Document = [
                "durationMs": Self.milliseconds(duration), "producedBytes": .integer(Int64(bytes)),
            ]
            return Record(
                "runtimeDone",
                status == nil ? .debug : .warn,
                ["requestId": .text(requestID), "metrics": metrics] + Self.outcome(status)
            )
        case .report(let figures, let requestID, let status):
            return Record(
                "report",
                status == nil ? .info : .warn,
                ["requestId": .text(requestID), "metrics": Self.metrics(figures)] + Self.outcome(status)
            )
        case .exit, .timedOut, .end: return nil
        }
    }

    private func initStart(digest: String) -> [String: Document] {
        [
            "initializationType": Self.initializationType,
            "phase": "init",
            "runtimeVersion": .text(PlatformLines.runtimeVersion(function.runtime)),
            "runtimeVersionArn": .text(PlatformLines.runtimeARN(region: function.region, digest: digest)),
            "functionName": .text(function.name),
            "functionVersion": .text(function.version),
            "instanceId": .text(instanceID),
            "instanceMaxMemory": .integer(Int64(function.memorySize) * 1_048_576),
        ]
    }

    private static func outcome(_ status: PlatformLines.Status?) -> [String: Document] {
        switch status {
        case nil: ["status": "success"]
        case .timeout: ["status": "timeout"]
        case .error(let type): ["status": "error", "errorType": .text(type)]
        }
    }

    private static func metrics(_ figures: InvocationFigures) -> Document {
        var metrics: [String: Document] = [
            "durationMs": milliseconds(figures.duration),
            "billedDurationMs": .integer(Int64(figures.billedMilliseconds)),
            "memorySizeMB": .integer(Int64(figures.memorySize)),
            "maxMemoryUsedMB": .integer(Int64(figures.maxMemoryUsed)),
        ]
        metrics["initDurationMs"] = figures.initDuration.map(milliseconds)
        return .structure(metrics)
    }

    /// With three decimals at most.
    private static func milliseconds(_ duration: Duration) -> Document {
        .decimal((duration / .microseconds(1)).rounded() / 1_000)
    }
}

private func + (left: [String: Document], right: [String: Document]) -> [String: Document] {
    left.merging(right) { $1 }
}
