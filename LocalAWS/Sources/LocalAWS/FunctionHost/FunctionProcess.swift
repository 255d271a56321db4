private import Glibc
private import Subprocess
private import Synchronization
private import SystemPackage

/// One process of a function, the leader of a process group of its own.
final class FunctionProcess: Sendable {
    private enum State {
        case waiting
        case killedBeforeStart
        case running(pid_t)
        case ended
    }

    let command: ProcessCommand
    let variables: [String: String]
    let pipe: LogPipe
    let limits: SandboxLimits
    /// Gets `RuntimeEvent.exited` at the end, in any case.
    let events: AsyncStream<RuntimeEvent>.Continuation

    private let state = Mutex(State.waiting)
    private let account = MemoryAccount()

    init(
        command: ProcessCommand,
        variables: [String: String],
        pipe: LogPipe,
        limits: SandboxLimits,
        events: AsyncStream<RuntimeEvent>.Continuation
    ) {
        self.command = command
        self.variables = variables
        self.pipe = pipe
        self.limits = limits
        self.events = events
    }

    /// Whether it has been reaped, or could not be started.
    var hasEnded: Bool {
        state.withLock { state in
            if case .ended = state { true } else { false }
        }
    }

    /// Starts the process and returns when nothing of it is left. Cancelling the task kills it.
    func run() async {
        let exit = await runToEnd()
        state.withLock { $0 = .ended }
        events.yield(.exited(exit))
    }

    /// Kills the process and all of its group, at once or as soon as it exists.
    func kill() {
        state.withLock { state in
            switch state {
            case .waiting: state = .killedBeforeStart
            case .running(let processID): _ = Glibc.kill(-processID, SIGKILL)
            case .killedBeforeStart, .ended: break
            }
        }
    }

    /// Stops the process and all of its group, as Lambda does between invocations, or lets it go on.
    func setFrozen(_ isFrozen: Bool) {
        state.withLock { state in
            guard case .running(let processID) = state else { return }
            _ = Glibc.kill(-processID, isFrozen ? SIGSTOP : SIGCONT)
        }
    }

    /// The most memory that it and all that it started had at a time so far, in bytes, as far as that was seen; nil before
    /// it has started.
    var peakMemory: Int? {
        state.withLock { state in
            if case .running(let processID) = state { account.note(residentPeak(of: processID)) }
        }
        return account.peak
    }

    private func runToEnd() async -> ProcessExit {
        do {
            let output = FileDescriptor(rawValue: pipe.writeEnd)
            let result = try await Subprocess.run(
                .path(FilePath(command.executable)),
                arguments: Arguments(command.arguments),
                environment: .custom(Dictionary(uniqueKeysWithValues: variables.map { (key($0), $1) })),
                workingDirectory: FilePath(command.directory),
                platformOptions: options,
                input: .none,
                output: .fileDescriptor(output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(output, closeAfterSpawningProcess: true)
            ) { execution in
                await attend(execution.processIdentifier)
            }
            Stragglers.kill(Stragglers.mark(variables))
            return result.closureResult.map(ProcessExit.overLimit) ?? ProcessExit(result.terminationStatus)
        } catch {
            return .notStarted(reason: Entrypoint.sentence(command.executable, reason(of: error)))
        }
    }

    /// Waits for the end of the process, then ends its group, while its ID is still its own.
    ///
    /// - Returns: the limit that it was killed for; nil when it ended otherwise.
    private func attend(_ process: ProcessIdentifier) async -> SandboxLimits.Breach? {
        limits.apply(to: process.value)
        state.withLock { state in
            if case .killedBeforeStart = state { _ = Glibc.kill(-process.value, SIGKILL) }
            state = .running(process.value)
        }
        let breach = await ProcessMonitor(
            processID: process.value,
            processDescriptor: process.processDescriptor,
            pipe: pipe,
            limits: limits,
            mark: Stragglers.mark(variables),
            account: account
        ).waitForEnd()
        kill()
        state.withLock { $0 = .ended }
        return breach
    }

    /// A group of its own, and no chance to say good-bye: Lambda sends a function without extensions no SIGTERM.
    private var options: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        return options
    }
}

extension ProcessExit {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let code): self = .signaled(code)
        }
    }
}

/// A variable's name in Subprocess's own type, which can be made of a literal or a raw value only.
private func key(_ name: String) -> Environment.Key {
    Environment.Key(stringLiteral: name)
}

/// What the system said, where it said something.
private func reason(of error: any Error) -> String {
    guard let error = error as? SubprocessError, let cause = error.underlyingError else {
        return "it is not found or cannot be executed"
    }
    return String(describing: cause)
}
