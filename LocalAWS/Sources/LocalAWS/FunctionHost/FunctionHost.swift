package import Platform

/// The function host: runs a function's `bootstrap` as Lambda does.
///
/// * `FunctionConfiguration` is what is known of a function; `FunctionVariables` makes of it exactly the variables that
///   Lambda sets.
/// * `ExecutionEnvironment` handles one invocation after another: starts the process, lets it initialise, hands it the
///   event, kills it at the time limit, starts it anew after a failure.
/// * `FunctionProcess` is one process, held to its `SandboxLimits`; `ProcessMonitor` reads what it writes and notices its
///   end; `ProcessFamily` is all that it started; `Stragglers` are those that it left behind.
/// * `SandboxFolder` has its code and its temporary files, in a mount namespace where that is to be had (`FileIsolation`).
/// * `FunctionLog` keeps its lines; `PlatformLog` writes Lambda's own, as text (`PlatformLines`) or as JSON.
/// * The process speaks to its host through `RuntimeAPI`.
///
/// Differences from Lambda: the file system but for the code and `/tmp` is the host's, and the process runs as the host's
/// user, whose processes it sees and can signal. Memory, processes and temporary files are counted a few times a second and
/// a function that has too much of them is killed: what it takes between two counts is not held back.

/// Runs `body` with an execution environment of the function. No process of it outlives this call, whether `body`
/// returns, throws or is cancelled.
///
/// - Parameter now: the wall-clock time, for the log and the deadlines that the function is told.
/// - Throws: what `body` throws, a `FunctionConfigurationError`, or the reason why no port could be opened.
package func withExecutionEnvironment<Result: Sendable>(
    _ function: FunctionConfiguration,
    now: @escaping @Sendable () -> Timestamp = systemTime,
    _ body: (ExecutionEnvironment) async throws -> Result
) async throws -> Result {
    try function.validate()
    let api = RuntimeAPI()
    let router = Router(api: api)
    let server = HTTPServer(host: "127.0.0.1", port: 0, headLimit: Router.headLimit) { request, _ in
        await router.respond(to: request)
    }
    return try await server.whileRunning { port in
        // A request for the next invocation waits for ever, and would hold up the server's end.
        defer { api.reset(events: nil) }
        let (processes, starts) = AsyncStream.makeStream(of: FunctionProcess.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await run(processes) }
            defer {
                starts.finish()
                group.cancelAll()
            }
            let environment = ExecutionEnvironment(function, api: api, port: port, starts: starts, now: now)
            return try await body(environment)
        }
    }
}

/// Runs each process as it comes; kills what is left when cancelled.
private func run(_ processes: AsyncStream<FunctionProcess>) async {
    await withDiscardingTaskGroup { group in
        for await process in processes {
            group.addTask { await process.run() }
        }
        group.cancelAll()
    }
}
