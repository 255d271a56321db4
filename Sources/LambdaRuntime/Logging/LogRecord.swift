internal import JSON
internal import Logging
internal import Platform

/// The names of log members; those of Lambda's managed runtimes.
enum LogKey {
    static let timestamp = "timestamp"
    static let level = "level"
    static let message = "message"
    static let requestID = "requestId"
    static let tenantID = "tenantId"
    static let errorType = "errorType"
    static let errorMessage = "errorMessage"
    static let stackTrace = "stackTrace"
}

/// What one log line says.
struct LogRecord {
    var time: Timestamp
    var level: Logger.Level
    var message: String
    var error: (any Error)?
    var metadata: Logger.Metadata

    /// CloudWatch Logs took 256 KiB an event for years, and some who read from it still do.
    static let sizeLimit = 256 * 1_024

    /// The line without its newline, at most 256 KiB: one that would be longer keeps the beginning of its message and
    /// loses its metadata but for the request ID.
    func line(_ format: LogSettings.Format) -> String {
        let line = unboundedLine(format)
        return line.utf8.count <= Self.sizeLimit ? line : shortened().unboundedLine(format)
    }

    private func unboundedLine(_ format: LogSettings.Format) -> String {
        switch format {
        case .text: text
        case .json: json.text
        }
    }

    private func shortened() -> LogRecord {
        var record = self
        // A byte of a message becomes six characters at most.
        record.message = message.truncated(toUTF8Bytes: 32 * 1_024)
        record.error = nil
        record.metadata = metadata.filter { $0.key == LogKey.requestID }
            .mapValues { "\("\($0)".truncated(toUTF8Bytes: 256))" }
        return record
    }

    /// `2026-03-02T09:15:07.412Z INFO RequestId: 8f5a… Message key=value`
    private var text: String {
        var text = joined(time.iso8601, " ", level.lambdaName, " ")
        text.reserveCapacity(message.utf8.count + 256)
        if let requestID = metadata[LogKey.requestID] {
            text += "RequestId: "
            text += requestID.description
            text += " "
        }
        text += message
        for (name, value) in members where name != LogKey.requestID && name != LogKey.stackTrace {
            let value = value.stringValue ?? value.text
            // Who logs an error mostly says its message, and once is enough for people.
            if name != LogKey.errorMessage || message.firstOccurrence(of: value) == nil {
                text += joined(" ", name, "=", value)
            }
        }
        return text.withControlCharactersEscaped
    }

    private var json: JSON {
        var object: JSONObject = [
            LogKey.timestamp: .string(time.iso8601), LogKey.level: .string(level.lambdaName),
            LogKey.message: .string(message),
        ]
        for (name, value) in members where object[name] == nil { object[name] = value }
        return .object(object)
    }

    /// The request ID first, then the error, then the other metadata by name.
    private var members: [(name: String, value: JSON)] {
        var members: [(name: String, value: JSON)] = []
        if let requestID = metadata[LogKey.requestID] { members.append((LogKey.requestID, JSON(requestID))) }
        if let error {
            let report = ErrorReport(error, taskRoot: nil)
            members.append((LogKey.errorType, .string(report.errorType)))
            members.append((LogKey.errorMessage, .string(report.errorMessage)))
            members.append((LogKey.stackTrace, []))
        }
        let known = members
        members += metadata.filter { entry in !known.contains { $0.name == entry.key } }
            .sorted { $0.key < $1.key }
            .map { ($0.key, JSON($0.value)) }
        return members
    }
}

extension JSON {
    fileprivate init(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .stringConvertible(let value as Int): self = .integer(Int64(value))
        case .stringConvertible(let value as Int64): self = .integer(value)
        case .stringConvertible(let value as Double): self = .real(value)
        case .stringConvertible(let value as Bool): self = .bool(value)
        case .stringConvertible(let value): self = .string(value.description)
        case .array(let values): self = .array(values.map { JSON($0) })
        case .dictionary(let values):
            self = .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
        }
    }
}

extension String {
    /// The text with escape sequences for what would break the line, or be taken for a command by a terminal.
    fileprivate var withControlCharactersEscaped: String {
        if utf8.span.hasNoControlCharacters { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
