package import Logging
package import Platform

/// Writes each log event as one whole line, in the format that the function is configured for.
package struct LambdaLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let format: LogSettings.Format
    private let writer: LineWriter
    private let now: @Sendable () -> Timestamp

    /// A handler that writes there.
    package init(_ settings: LogSettings, writer: LineWriter, time: TimeSource = .system) {
        logLevel = settings.level
        format = settings.format
        self.writer = writer
        now = time.now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event's line. The event's own metadata comes before the provider's, and that before the logger's.
    package func log(event: LogEvent) {
        let metadata = [metadataProvider?.get(), event.metadata].compactMap { $0 }
            .reduce(self.metadata) { $0.merging($1) { $1 } }
        let record = LogRecord(
            time: now(),
            level: event.level,
            message: event.message.description,
            error: event.error,
            metadata: metadata
        )
        writer.write(record.line(format))
    }
}

extension Logger {
    /// The logger of a Lambda function: format and level from the environment, lines to the writer, and a warning
    /// for each setting that couldn't be understood.
    package static func lambda(
        label: String,
        environment: Environment,
        writer: LineWriter,
        time: TimeSource = .system
    ) -> Logger {
        let settings = LogSettings(environment)
        let logger = Logger(label: label) { _ in LambdaLogHandler(settings, writer: writer, time: time) }
        for warning in settings.warnings { logger.warning("\(warning)") }
        return logger
    }
}
