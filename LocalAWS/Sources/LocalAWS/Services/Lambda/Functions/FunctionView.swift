internal import Platform
internal import SigV4

/// A version as clients see it at a moment.
struct FunctionView: Sendable {
    let version: FunctionVersion
    private let name: String
    private let arn: String
    private let region: Region
    private let now: Timestamp

    /// - Parameter qualifier: what the ARN ends with; nil for a function that was named without one.
    init(_ version: FunctionVersion, of name: String, qualifier: String?, _ context: ActionContext) {
        self.version = version
        self.name = name
        arn = context.functionARN(name, qualifier)
        region = context.region
        now = context.now
    }

    func render(to writer: inout OutputWriter) {
        let settings = version.settings
        writer.text("FunctionName", name)
        writer.text("FunctionArn", arn)
        writer.text("Runtime", settings.runtime.name)
        writer.text("Role", settings.role)
        writer.text("Handler", settings.handler)
        writer.number("CodeSize", version.code.size)
        writer.text("Description", settings.description)
        writer.number("Timeout", settings.timeout)
        writer.number("MemorySize", settings.memorySize)
        writer.text("LastModified", version.lastModified.lambdaText)
        writer.text("CodeSha256", version.code.sha256)
        writer.text("Version", version.number)
        renderEnvironment(to: &writer)
        writer.text("KMSKeyArn", settings.keyARN)
        writer.structure("TracingConfig") { $0.text("Mode", settings.tracingMode) }
        writer.text("RevisionId", version.revisionID)
        renderState(to: &writer)
        writer.text("PackageType", "Zip")
        writer.texts("Architectures", [settings.architecture])
        writer.structure("EphemeralStorage") { $0.number("Size", settings.ephemeralStorage) }
        writer.structure("SnapStart") {
            $0.text("ApplyOn", settings.snapStart)
            $0.text("OptimizationStatus", "Off")
        }
        writer.structure("RuntimeVersionConfig") {
            $0.text("RuntimeVersionArn", settings.runtime.versionARN(in: region))
        }
        renderLogging(to: &writer)
    }

    private func renderEnvironment(to writer: inout OutputWriter) {
        if let target = version.settings.deadLetterTarget {
            writer.structure("DeadLetterConfig") { $0.text("TargetArn", target) }
        }
        if let variables = version.settings.variables {
            writer.structure("Environment") {
                $0.map("Variables", of: variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            }
        }
    }

    private func renderState(to writer: inout OutputWriter) {
        guard version.isActive(at: now) else {
            writer.text("State", "Pending")
            writer.text("StateReason", "The function is being created.")
            writer.text("StateReasonCode", "Creating")
            return
        }
        writer.text("State", "Active")
        guard version.isBeingUpdated(at: now) else {
            writer.text("LastUpdateStatus", "Successful")
            return
        }
        writer.text("LastUpdateStatus", "InProgress")
        writer.text("LastUpdateStatusReason", "The function is being updated.")
        writer.text("LastUpdateStatusReasonCode", "Updating")
    }

    private func renderLogging(to writer: inout OutputWriter) {
        let logging = version.settings.logging
        writer.structure("LoggingConfig") {
            $0.text("LogFormat", logging.format)
            $0.text("ApplicationLogLevel", logging.applicationLevel)
            $0.text("SystemLogLevel", logging.systemLevel)
            $0.text("LogGroup", logging.group ?? "/aws/lambda/\(name)")
        }
    }
}

extension Timestamp {
    /// `2026-01-15T12:00:00.000+0000`, as Lambda has it.
    var lambdaText: String {
        let text = iso8601
        return "\(text.prefix(19)).\(text.dropFirst(20).prefix(3))+0000"
    }
}
