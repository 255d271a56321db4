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

    let executable: String
    let arguments: [String]
    let directory: String
    let variables: [String: String]
    let pipe: LogPipe
    let limits: SandboxLimits
    /// Gets `RuntimeEvent.exited` at the end, in any case.
    let events: AsyncStream<RuntimeEvent>.Continuation

    private let state = Mutex(State.waiting)

    init(
        executable: String,
        arguments: [String],
        directory: String,
        variables: [String: String],
        pipe: LogPipe,
        limits: SandboxLimits,
        events: AsyncStream<RuntimeEvent>.Continuation
    ) {
        self.executable = executable
        self.arguments = arguments
        self.directory = directory
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

    /// The most memory it had so far, in bytes; nil when it is gone.
    var peakMemory: Int? {
        state.withLock { state in
            guard case .running(let processID) = state else { return nil }
            return residentPeak(of: processID)
        }
    }

    private func runToEnd() async -> ProcessExit {
        do {
            let output = FileDescriptor(rawValue: pipe.writeEnd)
            let result = try await Subprocess.run(
                .path(FilePath(executable)),
                arguments: Arguments(arguments),
                environment: .custom(Dictionary(uniqueKeysWithValues: variables.map { (key($0), $1) })),
                workingDirectory: FilePath(directory),
                platformOptions: options,
                input: .none,
                output: .fileDescriptor(output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(output, closeAfterSpawningProcess: true)
            ) { execution in
                await attend(execution.processIdentifier)
            }
            Stragglers.kill(
                withVariable: "AWS_LAMBDA_RUNTIME_API",
                value: variables["AWS_LAMBDA_RUNTIME_API"]
            )
            return ProcessExit(result.terminationStatus)
        } catch {
            return .notStarted(reason: Entrypoint.sentence(executable, reason(of: error)))
        }
    }

    /// Waits for the end of the process, then ends its group, while its ID is still its own.
    private func attend(_ process: ProcessIdentifier) async {
        limits.apply(to: process.value)
        state.withLock { state in
            if case .killedBeforeStart = state { _ = Glibc.kill(-process.value, SIGKILL) }
            state = .running(process.value)
        }
        await ProcessMonitor(
            processID: process.value,
            processDescriptor: process.processDescriptor,
            pipe: pipe,
            limits: limits
        ).waitForEnd()
        kill()
        state.withLock { $0 = .ended }
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
