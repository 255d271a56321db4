internal import Logging

/// Next invocation, handler, response or error, and again: a loop that only a failure of the Runtime API ends.
///
/// An invocation isn't complete until `next` is called again: Lambda freezes the process only then, so all that
/// an invocation has to do is done before.
struct RuntimeLoop<Handler: LambdaHandler>: Sendable {
    let api: RuntimeAPI
    let handler: Handler
    let logger: Logger
    let taskRoot: String?
    /// nil when invocations run side by side: the process has one environment only.
    let exportTraceID: (@Sendable (String?) -> Void)?

    func run() async throws(RuntimeError) -> Never {
        while true {
            let invocation = try await api.next()
            let context = invocation.context(logger: logger)
            exportTraceID?(context.traceID)
            let fate: InvocationFate
            switch await answer(invocation.event, context) {
            case .success(let response): fate = try await invocation.respond(response)
            case .failure(let report): fate = try await invocation.fail(report)
            }
            if case .lost(let refusal) = fate {
                context.logger.error("The invocation is lost: \(refusal)")
            }
        }
    }

    /// The error with which the loop ends.
    func ending() async -> RuntimeError {
        do throws(RuntimeError) {
            try await run()
        } catch {
            return error
        }
    }

    /// A deadline that has passed is Lambda's to enforce, by killing the process or by refusing the answer: what
    /// the handler made of the event is posted all the same.
    private func answer(_ event: [UInt8], _ context: InvocationContext) async -> Result<[UInt8], ErrorReport>
    {
        do {
            let response = try await handler.handle(event, context: context)
            guard response.count <= ResponseTooLarge.limit else {
                throw ResponseTooLarge(size: response.count)
            }
            return .success(response)
        } catch {
            let report = ErrorReport(error, taskRoot: taskRoot)
            context.logger.error("Invocation failed: \(report.errorMessage)", error: report)
            return .failure(report)
        }
    }
}
