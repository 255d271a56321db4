import CurlHTTP
import LambdaRuntime
import Logging
import Platform

/// A handler made of a closure.
struct ClosureHandler: LambdaHandler {
    let body: @Sendable ([UInt8], InvocationContext) async throws -> [UInt8]

    init(_ body: @escaping @Sendable ([UInt8], InvocationContext) async throws -> [UInt8]) {
        self.body = body
    }

    func handle(_ event: [UInt8], context: InvocationContext) async throws -> [UInt8] {
        try await body(event, context)
    }

    /// Answers each event with itself.
    static let echo = ClosureHandler { event, _ in event }
}

/// One run of the runtime, with all that it does besides speaking to the Runtime API on record.
final class RuntimeRun: Sendable {
    private let waits = Lock<[Duration]>([])
    private let traces = Lock<[String?]>([])
    let log = LogCapture()

    /// How long it waited before it tried again.
    var delays: [Duration] { waits.withLock { $0 } }
    /// The trace headers it made known.
    var traceIDs: [String?] { traces.withLock { $0 } }

    private var time: TimeSource {
        TimeSource(
            now: { Timestamp(millisecondsSinceEpoch: 1_772_442_907_412) },
            sleep: { duration in self.waits.withLock { $0.append(duration) } }
        )
    }

    /// Runs until the end, and returns the reason.
    func callAsFunction(
        _ environment: Environment,
        transport: HTTPTransport = HTTPTransport(),
        handler makeHandler: () async throws -> ClosureHandler = { .echo }
    ) async -> RuntimeError {
        do throws(RuntimeError) {
            try await LambdaRuntime.run(
                environment: environment,
                transport: transport,
                logger: .lambda(label: "test", environment: environment, writer: log.writer, time: time),
                time: time,
                exportTraceID: { traceID in self.traces.withLock { $0.append(traceID) } },
                makeHandler: makeHandler
            )
        } catch {
            return error
        }
    }
}

extension RuntimeError {
    /// Whether it is the end that the fake Runtime API gives every run.
    var isOrderlyEnd: Bool {
        guard case .refused(let refusal) = self else { return false }
        return refusal.endpoint == "next" && refusal.errorMessage == "No more events"
    }
}
