/// Why a process didn't come to ask for an event, or to answer one.
enum StartFailure: Sendable, Equatable {
    /// It said so itself.
    case reported(RuntimeErrorReport)
    /// It ended.
    case exited(ProcessExit)
    /// Its time was over.
    case timedOut

    /// As the log has it.
    var status: PlatformLines.Status {
        switch self {
        case .reported(let report): .error(type: report.errorType)
        case .exited(let exit): .error(type: exit.errorType)
        case .timedOut: .timeout
        }
    }
}

/// How an invocation ended, in the caller's terms and the log's.
struct Ending {
    /// What the caller gets.
    var payload: [UInt8]
    /// Its media type.
    var contentType = "application/json"
    /// Nil when all is well.
    var errorType: String?
    /// As REPORT has it.
    var status: PlatformLines.Status?
    /// How the process ended, when it ended by itself without an answer.
    var exit: ProcessExit?

    /// The runtime answered.
    init(_ answer: InvocationAnswer, requestID: String) {
        switch answer {
        case .response(let bytes, let type):
            payload = bytes
            contentType = type
        case .error(let report):
            payload = report.payload
            errorType = report.errorType
            status = .error(type: report.errorType)
        case .rejected(let type, let message):
            payload = errorDocument(type: type, message: "RequestId: \(requestID) Error: \(message)")
            errorType = type
            status = .error(type: type)
        }
    }

    /// The runtime didn't answer.
    init(_ failure: StartFailure, requestID: String, timeout: Duration) {
        status = failure.status
        switch failure {
        case .reported(let report):
            payload = report.payload
            errorType = report.errorType
        case .exited(let exit):
            payload = errorDocument(
                type: exit.errorType,
                message: "RequestId: \(requestID) Error: \(exit.message)"
            )
            errorType = exit.errorType
            self.exit = exit
        case .timedOut:
            let message = "RequestId: \(requestID) Error: \(PlatformLines.timedOut(after: timeout))"
            payload = errorDocument(type: Self.timedOut, message: message)
            errorType = Self.timedOut
        }
    }

    private static let timedOut = "Sandbox.Timedout"
}

/// The document that Lambda itself writes about a failure.
private func errorDocument(type: String, message: String) -> [UInt8] {
    Document.structure(["errorMessage": .text(message), "errorType": .text(type)]).jsonBytes
}
